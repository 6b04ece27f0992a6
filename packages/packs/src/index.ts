import type { FlowPack } from "@netpolint/core";
import { kubernetes } from "./kubernetes.js";
import { netobserv } from "./netobserv.js";

export { kubernetes, netobserv };

/** Every pack, in the order of ids. */
export const allPacks: readonly FlowPack[] = [kubernetes, netobserv];
