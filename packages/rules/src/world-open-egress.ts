import { defineRule } from "@netpolint/core";
import { findOpenWorld } from "./world-open.js";

/** Most of the internet can be reached, by one rule or by several that are added up. */
export const worldOpenEgress = defineRule({
  id: "world-open-egress",
  summary: "Rules let pods reach most of the internet",
  severity: "warning",
  category: "too-open",
  precision: "medium",
  messages: {
    one: {
      message:
        "{rule} lets pods reach {addresses}, on {ports}.",
      help: "Name the addresses that the pods need, or send them through a proxy; what they hold can be sent anywhere otherwise.",
    },
    together: {
      message:
        "{rules} together let pods reach {addresses}, on {ports}.",
      help: "Name the addresses that the pods need: policies only ever add to each other, so each of the blocks counts.",
    },
  },
  check: ({ policies }) => findOpenWorld(policies, "egress"),
});
