export type { WantedFlow } from "./wanted-flow.js";
