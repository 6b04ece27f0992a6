import {
  type CheckedFlow,
  defineRule,
  endpointName,
  type LintContext,
  type MessageData,
  portsOfFlow,
  type RuleFinding,
} from "@netpolint/core";
import { blockedFacts, type BlockedGroup, blockersOf } from "./blocked-flow.js";
import { describeBlock } from "./describe-block.js";
import { suggestAccessPolicy } from "./access-policy.js";
import { mostSuggestions, suggestEdit } from "./flow-suggestion.js";
import { groupBy } from "./group-by.js";
import { joinWords } from "./join-words.js";

/** A Service, an Ingress or a route brings clients outside the cluster to pods that do not let them in. */
export const externalTrafficBlocked = defineRule({
  id: "external-traffic-blocked",
  summary: "Pods that serve clients outside the cluster do not let them in",
  severity: "error",
  category: "flow",
  precision: "very-high",
  messages: {
    service: {
      message:
        "{exposer} is for clients outside the cluster, and they cannot reach {to} on {ports}: {cause}.",
      help: "{help}",
    },
    route: {
      message:
        "{from} cannot pass on to {to}, on {ports}, what {exposer} lets in: {cause}.",
      help: "{help}",
    },
  },
  check: (context) => {
    const broken = context.checkedFlows.filter(({ outcome, flow }) => outcome === "broken" && flow.exposure);
    const groups = groupBy(broken, (checked) => keyOf(context, checked));
    return [...groups.values()].map((group, index) => findingOf(context, group, index < mostSuggestions));
  },
});

/** What one way in has in common: its ports and the workloads behind it are one finding where the cause is the same. */
function keyOf({ cluster }: LintContext, checked: CheckedFlow): string {
  const { exposure, severity, level } = checked.flow;
  const { cause } = describeBlock(cluster, [checked]);
  return JSON.stringify([exposure?.exposer, exposure?.service, severity, level, blockersOf(checked), cause]);
}

function findingOf(context: LintContext, group: BlockedGroup, suggesting: boolean): RuleFinding<"service" | "route"> {
  const [first] = group;
  const suggested = suggesting ? suggestEdit(context, group) : undefined;
  const policy = suggesting ? suggestAccessPolicy(context, group) : [];
  const edit = suggested && "suggestion" in suggested ? [suggested.suggestion] : [];
  const without = policy.length === 0 && suggested && "without" in suggested ? suggested.without : undefined;
  const facts = blockedFacts(context, group);
  return {
    ...facts,
    messageId: first.flow.from.type === "addresses" ? "service" : "route",
    data: messageData(context, group, without),
    // A port that was mistaken is mended where it is written.
    suggestions: facts.covers?.length === 0 ? [...policy, ...edit] : [...edit, ...policy],
  };
}

function messageData({ cluster }: LintContext, group: BlockedGroup, without: string | undefined): MessageData {
  const [first] = group;
  const { cause, help } = describeBlock(cluster, [first], without);
  const ports = namesOf(group, ({ flow }) => `${flow.protocol} ${portsOfFlow(flow)}`);
  return {
    exposer: first.flow.exposure?.exposer ?? "",
    from: joinWords(namesOf(group, ({ flow }) => `\`${endpointName(flow.from)}\``)),
    to: joinWords(namesOf(group, ({ flow }) => `\`${endpointName(flow.to)}\``)),
    ports: joinWords(ports),
    cause,
    help: ports.length === 1 ? help : `Allow ingress on ${joinWords(ports)}, the pods' own ports.`,
  };
}

function namesOf(group: BlockedGroup, nameOf: (checked: CheckedFlow) => string): readonly string[] {
  return [...new Set(group.map(nameOf))].sort();
}
