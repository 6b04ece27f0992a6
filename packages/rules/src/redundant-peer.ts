import { redundantPart } from "./redundant-part.js";

export const redundantPeer = redundantPart({
  id: "redundant-peer",
  unit: "peer",
  summary: "A peer of a NetworkPolicy opens nothing that is not open without it",
});
