import { type Cluster, findServiceByAddress, type Pod, podName } from "../cluster/cluster.js";
import { blockHolds } from "../cluster/detect-ranges.js";
import type { PolicyDirection } from "../resources/network-policy.js";
import { objectName } from "../resources/resource.js";
import { formatIpAddress, type IpAddress } from "../sets/ip-address.js";
import type { CompiledPolicies } from "./compile.js";
import { policiesSelecting } from "./selecting-policies.js";
import type { FlowAnswer } from "./flow-answer.js";
import type { Endpoint, FlowQuestion } from "./flow.js";
import { type Note, type NoteCode, uniqueNotes } from "./note.js";
import type { DirectionResult, Reason } from "./verdict.js";

/** Adds what a reader has to know about an answer, and puts the answers right that the API leaves open as a whole. */
export function notesOfFlow(
  policies: CompiledPolicies,
  question: FlowQuestion,
  answer: FlowAnswer,
  loopback: boolean,
): FlowAnswer {
  const vip = serviceVip(policies, question.to);
  const icmp = icmpNote(question, answer);
  const notes = [
    ...(answer.verdict === "deny" || loopback ? [] : [...answer.egress.notes, ...answer.ingress.notes]),
    ...hostNetworkSubjects(policies, question),
    ...ipBlockNotes(question.to, answer.egress),
    ...ipBlockNotes(question.from, answer.ingress),
    ...namedPortNotes(question, answer),
    ...pairNotes(question, loopback),
    ...(answer.verdict === "allow" && isIsolated(answer) ? [repliesAllowed] : []),
    ...vip,
    ...icmp,
  ];
  const noted: FlowAnswer = { ...answer, notes: uniqueNotes(notes) };
  if (icmp.length > 0) return { ...undecided(noted), egress: leftOpen(answer.egress), ingress: leftOpen(answer.ingress) };
  return vip.length > 0 ? undecided(noted) : noted;
}

/** The pieces were asked about something else than what the question is about, so none of their answers counts. */
function undecided(answer: FlowAnswer): FlowAnswer {
  const parts = answer.parts.map((part) => ({ ...part, verdict: "undefined" as const }));
  return { ...answer, verdict: "undefined", parts };
}

function leftOpen(side: DirectionResult): DirectionResult {
  return side.isolated === false ? side : { ...side, verdict: "undefined", reasons: [] };
}

function noteOf(code: NoteCode, about: string, message: string): Note {
  return { code, about, message, settle: undefined };
}

const repliesAllowed = noteOf(
  "replies-allowed",
  "",
  "replies to an allowed connection need no rule of their own; only who may open connections is decided",
);

function isIsolated({ egress, ingress }: FlowAnswer): boolean {
  return egress.isolated !== false || ingress.isolated !== false;
}

function icmpNote({ protocols }: FlowQuestion, answer: FlowAnswer): readonly Note[] {
  if (!protocols.includes("ICMP") || !isIsolated(answer)) return [];
  return [noteOf("icmp", "", "the API defines TCP, UDP and SCTP only; what a policy does to ICMP is up to the plugin")];
}

/** A Service's own address is translated before or after policies are applied, depending on the plugin. */
function serviceVip({ cluster }: CompiledPolicies, to: Endpoint): readonly Note[] {
  const address = onlyAddress(to);
  const service = address && findServiceByAddress(cluster, formatIpAddress(address));
  if (!service) return address && isOfService(cluster, address) ? [unknownServiceVip(address)] : [];
  const name = objectName(service.meta);
  const message = `${formatIpAddress(address)} is the address of Service \`${name}\`; policies see its pods or the address itself, depending on the plugin`;
  return [{ ...noteOf("service-vip", name, message), settle: `ask for the pods behind Service \`${name}\`` }];
}

function isOfService({ settings }: Cluster, address: IpAddress): boolean {
  return settings.serviceRanges.some((range) => blockHolds(range, address));
}

function unknownServiceVip(address: IpAddress): Note {
  const text = formatIpAddress(address);
  const message = `${text} is the address of a Service; policies see its pods or the address itself, depending on the plugin`;
  return { ...noteOf("service-vip", text, message), settle: `ask for the pods behind the Service that has ${text}` };
}

function onlyAddress(endpoint: Endpoint): IpAddress | undefined {
  if (endpoint.type !== "addresses" || endpoint.sets.length !== 1) return undefined;
  const [set] = endpoint.sets;
  const [interval] = set?.intervals ?? [];
  if (!set || set.intervals.length !== 1 || !interval || interval[0] !== interval[1]) return undefined;
  return { family: set.family, value: interval[0] };
}

function podsOf(endpoint: Endpoint): readonly Pod[] {
  if (endpoint.type === "workload") return endpoint.workload.pods;
  return endpoint.type === "hypothetical" ? [endpoint.pod] : [];
}

function hostNetworkSubjects(policies: CompiledPolicies, { from, to }: FlowQuestion): readonly Note[] {
  const about = (pods: readonly Pod[], direction: "egress" | "ingress"): Note[] =>
    pods.flatMap((pod) => {
      if (!pod.hostNetwork || policiesSelecting(policies, pod, direction).length === 0) return [];
      const name = podName(pod);
      const message = `pod \`${name}\` is in the host network; a policy that selects it has no effect on it with most plugins`;
      return [noteOf("hostnetwork-subject", name, message)];
    });
  return [...about(podsOf(from), "egress"), ...about(podsOf(to), "ingress")];
}

/** An ipBlock that decided about a pod or node was taken by the letter; not every plugin does. */
function ipBlockNotes(other: Endpoint, side: DirectionResult): readonly Note[] {
  const { direction } = side;
  if (!restsOnIpBlock(side)) return [];
  if (other.type === "addresses") {
    if (direction === "egress") return [];
    const message = "behind a load balancer or NodePort the source address may be rewritten, and the ipBlock then sees another";
    return [noteOf("snat-possible", other.name, message)];
  }
  const [pod] = podsOf(other);
  if (!pod) return [];
  const name = podName(pod);
  const message = `an ipBlock was compared with the address of pod \`${name}\`; some plugins match ipBlocks with outside addresses only`;
  return [noteOf(pod.hostNetwork ? "ipblock-vs-node" : "ipblock-vs-pod", name, message)];
}

/** Allowed by an ipBlock and nothing else, or denied although an ipBlock could have allowed it. */
function restsOnIpBlock({ verdict, reasons, direction }: DirectionResult): boolean {
  if (verdict === "undefined") return false;
  const matching = reasons.filter((reason) => reason.matched === true);
  if (verdict === "allow") return matching.length > 0 && matching.every((reason) => isAboutIpBlock(reason, direction));
  return reasons.some((reason) => reason.code !== "address-family" && !reason.otherPort && isAboutIpBlock(reason, direction));
}

function isAboutIpBlock({ policy, path, rule, peer }: Reason, direction: PolicyDirection): boolean {
  if (policy?.type !== "NetworkPolicy" || rule === null || peer === null || path.length === 0) return false;
  return policy[direction][rule]?.peers[peer]?.ipBlock !== undefined;
}

function namedPortNotes({ to, ports }: FlowQuestion, { egress, ingress }: FlowAnswer): readonly Note[] {
  const asked = ports.type === "name" && podsOf(to).every((pod) => !pod.namedPorts?.some((p) => p.name === ports.name));
  const name = podsOf(to)[0] ? `${podsOf(to)[0]?.namespace}/${podsOf(to)[0]?.name}` : "the destination";
  if (asked) {
    const message = `no container of \`${name}\` declares a port named \`${ports.name}\``;
    return [{ ...noteOf("named-port-unresolved", ports.name, message), settle: "ask for the port by its number" }];
  }
  const unresolved = [...egress.reasons, ...ingress.reasons].find((reason) => reason.code === "named-port");
  if (!unresolved) return [];
  const message = `\`${unresolved.policyName}\` names a port that no container of \`${name}\` declares for the protocol`;
  return [noteOf("named-port-unresolved", name, message)];
}

function pairNotes({ from, to }: FlowQuestion, loopback: boolean): readonly Note[] {
  if (from.type !== "workload" || to.type !== "workload") return [];
  if (loopback) return [noteOf("loopback", from.workload.name, "a pod cannot block access to itself")];
  if (from.workload === to.workload) {
    return [noteOf("replicas", from.workload.name, "asked between two different pods of the workload; a pod always reaches itself")];
  }
  return sharedNodeNotes(from.workload.pods, to.workload.pods);
}

function sharedNodeNotes(sources: readonly Pod[], destinations: readonly Pod[]): readonly Note[] {
  const together = (a: readonly Pod[], b: readonly Pod[]): boolean =>
    a.some((pod) => pod.nodeName !== undefined && b.some((other) => other.hostNetwork && other.nodeName === pod.nodeName));
  const notes: Note[] = [];
  if (together(destinations, sources)) {
    notes.push(noteOf("own-node-ingress", "", "a pod always accepts connections from the node it runs on"));
  }
  if (together(sources, destinations)) {
    notes.push(noteOf("own-node-egress", "", "some plugins always let a pod reach the node it runs on"));
  }
  return notes;
}
