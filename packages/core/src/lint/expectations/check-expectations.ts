import type { Cluster } from "../../cluster/cluster.js";
import type { CompiledPolicies } from "../../policy/compile.js";
import { evaluateFlow } from "../../policy/evaluate-flow.js";
import type { FlowAnswer } from "../../policy/flow-answer.js";
import type { Endpoint } from "../../policy/flow.js";
import {
  type AskedPort,
  endpointName,
  isNotUnderstood,
  type NotUnderstood,
  parseAskedPort,
  parseEndpoint,
} from "../../policy/parse-endpoint.js";
import { askedServicePorts, parseService, serviceName } from "../../policy/service-question.js";
import { behindPort } from "../../policy/service-backends.js";
import type { Service } from "../../resources/service.js";
import { formatPortSet, portRange } from "../../sets/port-set.js";
import type { Expectation, ExpectationCase } from "./expectation.js";
import { findStranger, type Stranger, type StrangerQuestion } from "./strangers.js";

/** `failed` also where an end cannot be understood: a line that says nothing must not pass. */
export type ExpectationOutcome = "passed" | "failed" | "undecided";

export interface CheckedExpectation {
  readonly expectation: Expectation;
  readonly outcome: ExpectationOutcome;
  /** A sentence that says what is otherwise, or what is not known; empty where it passed. */
  readonly message: string;
  /** The engine's answer that shows it; null where it passed or nothing was asked. */
  readonly answer: FlowAnswer | null;
}

export interface CheckedCase {
  readonly case: ExpectationCase;
  readonly checked: readonly CheckedExpectation[];
}

export function checkExpectations(
  policies: CompiledPolicies,
  cases: readonly ExpectationCase[],
): readonly CheckedCase[] {
  return cases.map((one) => ({ case: one, checked: one.expectations.map((line) => checkExpectation(policies, line)) }));
}

/** A flow that a line of an expectation file says has to work. */
export interface ExpectedFlow {
  readonly from: Endpoint;
  /** The pods behind a Service, where the line names one. */
  readonly to: Endpoint;
  readonly port: AskedPort;
}

/** The flows of an `allow` line, each pair of ends on each port; none for other lines. */
export function flowsOfExpectation(
  policies: CompiledPolicies,
  expectation: Expectation,
): readonly ExpectedFlow[] | NotUnderstood {
  if (expectation.kind !== "allow") return [];
  const ends = readEnds(policies, expectation);
  if (isNotUnderstood(ends)) return ends;
  return ends.from.flatMap((from) => ends.to.map(({ endpoint: to, port }) => ({ from, to, port })));
}

/** A destination with the port that it is asked about. */
interface Target {
  readonly endpoint: Endpoint;
  readonly port: AskedPort;
}

interface Ends {
  readonly from: readonly Endpoint[];
  readonly to: readonly Target[];
  /** What the line asks about where the destination is everybody. */
  readonly ports: readonly AskedPort[];
  /** Which end is everybody; undefined where both are named. */
  readonly anyone: "source" | "destination" | undefined;
}

function checkExpectation(policies: CompiledPolicies, expectation: Expectation): CheckedExpectation {
  const ends = readEnds(policies, expectation);
  if (isNotUnderstood(ends)) return failed(expectation, ends.problem);
  const results = expectation.kind === "allow" ? allowResults(policies, ends) : denyResults(policies, expectation, ends);
  const worst = results.find(({ outcome }) => outcome === "failed") ?? results.find(({ outcome }) => outcome === "undecided");
  return { expectation, ...(worst ?? passed) };
}

type Result = Omit<CheckedExpectation, "expectation">;

const passed: Result = { outcome: "passed", message: "", answer: null };

function failed(expectation: Expectation, message: string): CheckedExpectation {
  return { expectation, outcome: "failed", message, answer: null };
}

function readEnds({ cluster }: CompiledPolicies, { kind, from, to, ports }: Expectation): Ends | NotUnderstood {
  const anyone = from.includes("anyone") ? "source" : to.includes("anyone") ? "destination" : undefined;
  if (anyone !== undefined && kind !== "deny") {
    return { problem: `\`anyone\` goes with \`deny\`; \`${kind}\` names who may.` };
  }
  if (from.includes("anyone") && to.includes("anyone")) return { problem: "One end has to be named; both are `anyone`." };
  const read = <T>(texts: readonly string[], one: (text: string) => T | NotUnderstood): T[] | NotUnderstood => {
    const values = texts.filter((text) => text !== "anyone").map(one);
    return values.find((value): value is NotUnderstood & T => isObjectWithProblem(value)) ?? (values as T[]);
  };
  const sources = read(from, (text) => parseEndpoint(cluster, text));
  if (isNotUnderstood(sources)) return sources;
  const asked = read(ports.length === 0 ? [""] : ports, (text) => parseAskedPort(text));
  if (isNotUnderstood(asked)) return asked;
  const targets = read(to, (text) => targetsOf(cluster, text, asked));
  return isNotUnderstood(targets) ? targets : { from: sources, to: targets.flat(), ports: asked, anyone };
}

/** The ports of a Service lead to pods and their own ports; every one of them counts. */
function targetsOf(cluster: Cluster, text: string, ports: readonly AskedPort[]): readonly Target[] | NotUnderstood {
  const service = parseService(cluster, text);
  if (service && isNotUnderstood(service)) return service;
  const endpoint = service ? undefined : parseEndpoint(cluster, text);
  if (endpoint) return isNotUnderstood(endpoint) ? endpoint : ports.map((port) => ({ endpoint, port }));
  const found = ports.flatMap((port) => (service ? [targetsOfService(cluster, service, port)] : []));
  return found.find(isNotUnderstood) ?? found.flatMap((one) => (isNotUnderstood(one) ? [] : one));
}

function targetsOfService(cluster: Cluster, service: Service, asked: AskedPort): readonly Target[] | NotUnderstood {
  const ports = askedServicePorts(service, asked);
  if (ports.length === 0) return { problem: `\`${serviceName(service)}\` has no such port.` };
  const found = ports.map((port) => behindPort(cluster, service, port));
  const unknown = found.find((one) => "unknown" in one);
  if (unknown) return { problem: `\`${serviceName(service)}\` cannot be followed: ${unknown.unknown}.` };
  return found.flatMap((one) => ("backends" in one ? one.backends : [])).map(({ endpoint, port, protocol }) => ({
    endpoint,
    port: { ports: { type: "numbers", ports: portRange(port, port) }, protocols: [protocol] },
  }));
}

function isObjectWithProblem(value: unknown): boolean {
  return typeof value === "object" && value !== null && isNotUnderstood(value);
}

function allowResults(policies: CompiledPolicies, { from, to }: Ends): readonly Result[] {
  return from.flatMap((source) => to.map((target) => allowResult(policies, source, target)));
}

function allowResult(policies: CompiledPolicies, from: Endpoint, { endpoint: to, port }: Target): Result {
  const answer = evaluateFlow(policies, { from, to, ...port });
  if (answer.verdict === "allow") return passed;
  const flow = flowText(from, to, port);
  if (answer.verdict === "undefined") return undecided(`${flow} cannot be decided: ${factOf(answer)}.`, answer);
  const partly = answer.verdict === "mixed" ? "is allowed in part only" : "is denied";
  return { outcome: "failed", message: `${flow} ${partly}: ${denialOf(answer)}.`, answer };
}

function undecided(message: string, answer: FlowAnswer | null): Result {
  return { outcome: "undecided", message, answer };
}

function denyResults(policies: CompiledPolicies, { kind }: Expectation, ends: Ends): readonly Result[] {
  const { from, to, ports, anyone } = ends;
  if (kind === "only" || anyone === "source") {
    return to.map(({ endpoint: near, port }) => strangerResult(policies, { near, side: "source", port, except: from }));
  }
  if (anyone === "destination") {
    return from.flatMap((near) =>
      ports.map((port) => strangerResult(policies, { near, side: "destination", port, except: [] })),
    );
  }
  return from.flatMap((source) => to.map((target) => denyResult(policies, source, target)));
}

/** A hypothetical pod stands for any that could exist, so in the open world it must not get through with any labels. */
function denyResult(policies: CompiledPolicies, from: Endpoint, { endpoint: to, port }: Target): Result {
  if (from.type === "hypothetical") {
    return strangerResult(policies, { near: to, side: "source", port, except: [], scope: from.pod });
  }
  if (to.type === "hypothetical") {
    return strangerResult(policies, { near: from, side: "destination", port, except: [], scope: to.pod });
  }
  const answer = evaluateFlow(policies, { from, to, ...port });
  if (answer.verdict === "deny") return passed;
  const flow = flowText(from, to, port);
  if (answer.verdict === "undefined") return undecided(`${flow} cannot be decided: ${factOf(answer)}.`, answer);
  return { outcome: "failed", message: `${flow} is ${answer.verdict === "mixed" ? "allowed in part" : "allowed"}.`, answer };
}

function strangerResult(policies: CompiledPolicies, question: StrangerQuestion): Result {
  const stranger: Stranger = findStranger(policies, question);
  if (stranger.outcome === "nobody") return passed;
  const end = `\`${endpointName(question.near)}\` on ${portText(question.port)}`;
  const way = question.side === "source" ? `get to ${end}` : `be reached from ${end}`;
  if (stranger.outcome === "undecided") return undecided(`Whether others can ${way} cannot be decided: ${stranger.why}.`, null);
  const { who, answer } = stranger;
  return { outcome: "failed", message: `${who.charAt(0).toUpperCase()}${who.slice(1)} can ${way}.`, answer };
}

function factOf({ notes }: FlowAnswer): string {
  return notes.find(({ settle }) => settle !== undefined)?.message ?? "the input does not say enough";
}

function denialOf({ egress, ingress }: FlowAnswer): string {
  const side = egress.verdict === "deny" || (egress.verdict === "mixed" && ingress.verdict === "allow") ? egress : ingress;
  const end = side.direction === "egress" ? "the source" : "the destination";
  const names = [...new Set(side.isolatedBy.map(({ meta }) => `\`${meta.namespace}/${meta.name}\``))];
  if (names.length === 0) return `a cluster-scoped policy denies ${side.direction} of ${end}`;
  const verb = names.length === 1 ? "isolates" : "isolate";
  return `${names.join(", ")} ${verb} ${end} for ${side.direction}, and no rule allows it`;
}

function flowText(from: Endpoint, to: Endpoint, port: AskedPort): string {
  return `\`${endpointName(from)}\` -> \`${endpointName(to)}\` ${portText(port)}`;
}

function portText({ ports, protocols }: AskedPort): string {
  const numbers = ports.type === "name" ? ports.name : formatPortSet(ports.ports);
  if (protocols.length > 1) return numbers === "all" ? "all ports" : numbers;
  return `${protocols[0]} ${numbers === "all" ? "all ports" : numbers}`;
}
