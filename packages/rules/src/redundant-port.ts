import { redundantPart } from "./redundant-part.js";

export const redundantPort = redundantPart({
  id: "redundant-port",
  unit: "port",
  summary: "A port of a NetworkPolicy opens nothing that is not open without it",
});
