import { defineRule } from "@netpolint/core";
import { findOpenWorld } from "./world-open.js";

/** Most of the internet is let in, by one rule or by several that are added up. */
export const worldOpenIngress = defineRule({
  id: "world-open-ingress",
  summary: "Rules let most of the internet in",
  severity: "warning",
  category: "too-open",
  precision: "medium",
  messages: {
    one: {
      message:
        "{rule} lets in connections from {addresses}, on {ports}.",
      help: "Name the addresses that have to connect; where the pods serve the public, disable the rule for this policy with a reason.",
    },
    together: {
      message:
        "{rules} together let in connections from {addresses}, on {ports}.",
      help: "Name the addresses that have to connect: policies only ever add to each other, so each of the blocks counts.",
    },
  },
  check: ({ policies }) => findOpenWorld(policies, "ingress"),
});
