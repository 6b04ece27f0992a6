import type { Pod } from "../cluster/cluster.js";
import { type PolicyDirection, type Protocol, protocols } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import type { IpSet } from "../sets/ip-set.js";
import { emptyPortSet, type PortSet, portRange, unionPortSets } from "../sets/port-set.js";
import type { CompiledPolicies } from "./compile.js";
import { cutsForSubject } from "./cuts-for-subject.js";
import { portCutsWithin } from "./cuts-within.js";
import { type DirectionAnswer, evaluateDirection } from "./evaluate-direction.js";
import type { Endpoint, FlowQuestion } from "./flow.js";
import type { FlowAnswer } from "./flow-answer.js";
import { notesOfFlow } from "./flow-notes.js";
import { type FlowPart, mergeParts } from "./flow-parts.js";
import { addressCases, type AddressCase, askedFamilies, type FlowSide, sidesOf } from "./flow-sides.js";
import { type FamilyAnswer, joinAnswers, unknownWhich } from "./join-answers.js";
import type { Target } from "./match-port.js";
import { bothDirections, combineAsked, type CombinedVerdict, combineFamilies, type Verdict } from "./verdict.js";

/** One flow of a question: two parties, one family, one protocol, one stretch of ports. */
interface Case {
  readonly from: FlowSide;
  readonly to: FlowSide;
  readonly family: IpFamily;
  readonly protocol: Protocol;
  readonly ports: PortSet;
}

interface CaseAnswer {
  readonly family: IpFamily;
  readonly verdict: CombinedVerdict;
  readonly parts: readonly FlowPart[];
  readonly egress: readonly FamilyAnswer[];
  readonly ingress: readonly FamilyAnswer[];
}

/**
 * Answers a question about one flow or several. Addresses and ports are cut where some policy could tell them apart,
 * each piece is asked once, and the answers are put together again.
 */
export function evaluateFlow(policies: CompiledPolicies, question: FlowQuestion): FlowAnswer {
  const cases = casesOf(policies, question);
  const loopback = isLoopback(question);
  const answers = cases.map((one) => answerCase(policies, one, loopback));
  const answer: FlowAnswer = {
    verdict: combineFamilies(answers),
    parts: mergeParts(answers.flatMap((one) => one.parts)),
    egress: joinAnswers("egress", answers.flatMap((one) => one.egress)),
    ingress: joinAnswers("ingress", answers.flatMap((one) => one.ingress)),
    notes: [],
  };
  return notesOfFlow(policies, question, answer, loopback);
}

/** "A pod cannot block access to itself." Replicas of one workload are different pods. */
function isLoopback({ from, to }: FlowQuestion): boolean {
  return from.type === "workload" && to.type === "workload" && from.workload === to.workload && from.workload.single;
}

function casesOf(policies: CompiledPolicies, question: FlowQuestion): readonly Case[] {
  const apartByNode = [question.from, question.to].some(isOnNode);
  const cases: Case[] = [];
  for (const from of sidesOf(policies.cluster, question.from, "source", apartByNode)) {
    for (const to of sidesOf(policies.cluster, question.to, "destination", apartByNode)) {
      if (isOwnNode(from, to)) continue;
      for (const family of askedFamilies(from, to, question.families)) {
        for (const protocol of evaluatedProtocols(question)) {
          const ports = askedPorts(question, to.subject, protocol);
          for (const part of portCutsWithin(policies.portCuts, ports)) {
            cases.push({ from, to, family, protocol, ports: part });
          }
        }
      }
    }
  }
  return cases;
}

function isOnNode(endpoint: Endpoint): boolean {
  if (endpoint.type === "node") return true;
  return endpoint.type === "workload" && endpoint.workload.pods.some((pod) => pod.hostNetwork);
}

/** `@node` is another node than the pod's. */
function isOwnNode({ subject }: FlowSide, { party }: FlowSide): boolean {
  return party.type === "node" && party.node !== undefined && party.node.meta.name === subject?.nodeName;
}

/** ICMP is asked as if it were TCP, for who isolates whom; its verdict is then put right with its note. */
function evaluatedProtocols({ protocols: asked }: FlowQuestion): readonly Protocol[] {
  const known = protocols.filter((protocol) => asked.includes(protocol));
  return known.length > 0 ? known : ["TCP"];
}

function askedPorts({ ports }: FlowQuestion, destination: Pod | undefined, protocol: Protocol): PortSet {
  if (ports.type === "numbers") return ports.ports;
  const declared = destination?.namedPorts?.filter((port) => port.name === ports.name && port.protocol === protocol);
  return (declared ?? []).map(({ number }) => portRange(number, number)).reduce(unionPortSets, emptyPortSet());
}

function answerCase(policies: CompiledPolicies, one: Case, loopback: boolean): CaseAnswer {
  const { from, to, family, ports } = one;
  const target: Target = { protocol: one.protocol, port: ports.intervals[0]?.[0] ?? 1, pod: to.subject };
  const destinations = addressCases(cutsForSubject(policies, from.subject, "egress"), to, family);
  const sources = addressCases(cutsForSubject(policies, to.subject, "ingress"), from, family);
  const egress = askSide(policies, "egress", from, destinations, target);
  const ingress = askSide(policies, "ingress", to, sources, target);
  const parts = ingress.flatMap((source) =>
    egress.map((destination): FlowPart => {
      const both = bothDirections(destination.answer.verdict, source.answer.verdict);
      const verdict: Verdict = loopback ? "allow" : both;
      return { family, from: source.addresses, to: destination.addresses, protocol: one.protocol, ports, verdict };
    }),
  );
  return {
    family,
    parts,
    verdict: combineAsked(parts.map((part) => part.verdict)),
    egress: egress.map(({ answer }) => ({ family, answer })),
    ingress: ingress.map(({ answer }) => ({ family, answer })),
  };
}

interface SideAnswer {
  readonly addresses: IpSet | undefined;
  readonly answer: DirectionAnswer;
}

const notIsolated: DirectionAnswer = { verdict: "allow", isolated: false, isolatedBy: [], reasons: [] };

/** Asks one side's policies about every address of the other. What has one unknown address has one answer. */
function askSide(
  policies: CompiledPolicies,
  direction: PolicyDirection,
  side: FlowSide,
  others: readonly AddressCase[],
  target: Target,
): readonly SideAnswer[] {
  const { subject } = side;
  const ask = (other: AddressCase): DirectionAnswer =>
    subject ? evaluateDirection(policies, { direction, subject, other: other.located, target }) : notIsolated;
  if (others.some((other) => other.located.candidate)) {
    return [{ addresses: undefined, answer: unknownWhich(others.map(ask)) }];
  }
  return others.map((other) => ({ addresses: other.addresses, answer: ask(other) }));
}
