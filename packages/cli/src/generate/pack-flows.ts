import { requireFlows } from "@netpolint/core";
import { requiredFlow } from "@netpolint/generate";
import type { FlowSource, SourceContext, SourcedFlows } from "./flow-source.js";

/** `--from packs`: what the flow packs in force require. */
export const packFlows: FlowSource = {
  name: "packs",
  dependsOnPolicies: true,
  takes: (text) => text === "packs",
  read: (_text, context) => Promise.resolve(readPackFlows(context)),
};

function readPackFlows({ policies, settings: { packs, packIds: named, parameters } }: SourceContext): SourcedFlows {
  const { flows, unchecked, problems } = requireFlows(policies, { packs, named, parameters });
  return {
    flows: flows.map(requiredFlow),
    subjects: "all",
    unusable: [],
    problems,
    remarks: unchecked.map(({ pack, id, reason }) => `Nothing is generated for ${pack} ${id}: ${reason.replace(/\.$/, "")}.`),
  };
}
