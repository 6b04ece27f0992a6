import { redundantPart } from "./redundant-part.js";

export const redundantRule = redundantPart({
  id: "redundant-rule",
  unit: "rule",
  summary: "A rule of a NetworkPolicy opens nothing that is not open without it",
});
