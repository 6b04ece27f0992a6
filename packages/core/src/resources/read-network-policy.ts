import { type IpBlock, parseCidr } from "../sets/ip-address.js";
import { everything, type LabelSelector, type SelectorOperator, type SelectorRequirement } from "../sets/label-selector.js";
import { fieldOf, isObject, type JsonValue, type Path } from "../source/json-value.js";
import { isGateOn } from "./kubernetes-version.js";
import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicyRule,
  PolicyDirection,
  PolicyIpBlock,
} from "./network-policy.js";
import { shareEqual, shareEqualAt, stepInto } from "./shared-values.js";
import { listOf, numberOf, stringMap, stringOf } from "./read-meta.js";
import { readProtocol } from "./read-pod.js";
import { type Refusal, strictCidrGate, whereGateIsOff } from "./refusal.js";
import type { ObjectMeta } from "./resource.js";
import { versionRefusal } from "./served-version.js";
import { networkPolicyRefusals } from "./validate-network-policy.js";

export interface NetworkPolicyOptions {
  /** As `parseKubernetesVersion` reads it; undefined: not known. */
  readonly kubernetesVersion: string | undefined;
}

/**
 * Reads a NetworkPolicy and fills in the API's defaults. What the API server would refuse is kept in `refusals`; the
 * typed rules are then only as good as the text allows and the evaluator does not rely on them.
 */
export function readNetworkPolicy(value: JsonValue, meta: ObjectMeta, options: NetworkPolicyOptions): NetworkPolicy {
  const spec = fieldOf(value, "spec");
  return {
    type: "NetworkPolicy",
    meta,
    podSelector: readSelector(fieldOf(spec, "podSelector")),
    policyTypes: readPolicyTypes(spec),
    ingress: readRules(spec, "ingress", "from"),
    egress: readRules(spec, "egress", "to"),
    ...readRefusals(value, options),
  };
}

/** Without a version nothing is refused for it: CIDRs that are stored already stay allowed, and older servers warn. */
function readRefusals(
  value: JsonValue,
  { kubernetesVersion }: NetworkPolicyOptions,
): Pick<NetworkPolicy, "refusals" | "gatedRefusals"> {
  const all = versionRefusals(value).concat(networkPolicyRefusals(value));
  if (all.length === 0) return notRefused;
  if (isGateOn(strictCidrGate, kubernetesVersion) === true) return { refusals: all, gatedRefusals: [] };
  const isGated = ({ gate }: Refusal): boolean => gate !== undefined;
  return { refusals: all.filter((one) => !isGated(one)), gatedRefusals: all.filter(isGated).map(whereGateIsOff) };
}

/** Almost every policy of a dump, and one object for all of them. */
const notRefused: Pick<NetworkPolicy, "refusals" | "gatedRefusals"> = { refusals: [], gatedRefusals: [] };

const served = "networking.k8s.io/v1";

function versionRefusals(value: JsonValue): readonly Refusal[] {
  return fieldOf(value, "apiVersion") === served ? [] : [versionRefusal(value, "NetworkPolicy", served)];
}

/**
 * pkg/apis/networking/v1/defaults.go: without policyTypes a policy is for ingress, and for egress only if it has at
 * least one egress rule. `egress: []` therefore does not isolate egress.
 */
function readPolicyTypes(spec: JsonValue | undefined): PolicyTypes {
  const written = listOf(fieldOf(spec, "policyTypes"));
  if (written.length === 0) return policyTypes(true, listOf(fieldOf(spec, "egress")).length > 0);
  return policyTypes(written.includes("Ingress"), written.includes("Egress"));
}

type PolicyTypes = NetworkPolicy["policyTypes"];

function policyTypes(ingress: boolean, egress: boolean): PolicyTypes {
  if (ingress) return egress ? bothTypes : ingressOnly;
  return egress ? egressOnly : noType;
}

const bothTypes: PolicyTypes = { ingress: true, egress: true };
const ingressOnly: PolicyTypes = { ingress: true, egress: false };
const egressOnly: PolicyTypes = { ingress: false, egress: true };
const noType: PolicyTypes = { ingress: false, egress: false };

const rulesPaths: Readonly<Record<PolicyDirection, Path>> = { ingress: ["spec", "ingress"], egress: ["spec", "egress"] };

function readRules(spec: JsonValue | undefined, direction: PolicyDirection, peerField: "from" | "to"): readonly NetworkPolicyRule[] {
  const rules = listOf(fieldOf(spec, direction));
  return rules.length === 0 ? noRules : rules.map((rule, index) => readRule(rule, stepInto(rulesPaths[direction], index), peerField));
}

const noRules: readonly NetworkPolicyRule[] = [];

function readRule(rule: JsonValue, path: Path, peerField: "from" | "to"): NetworkPolicyRule {
  const [peersPath, portsPath] = [stepInto(path, peerField), stepInto(path, "ports")];
  return {
    path,
    peers: readEach(fieldOf(rule, peerField), (peer, at) => readPeer(peer, stepInto(peersPath, at))),
    ports: readPorts(fieldOf(rule, "ports") ?? none, portsPath),
  };
}

/** Many rules have no ports, and one empty list does for all of them. */
function readEach<T>(value: JsonValue | undefined, read: (item: JsonValue, index: number) => T): readonly T[] {
  const items = listOf(value);
  return items.length === 0 ? none : items.map(read);
}

const none: readonly never[] = [];

/** Policies of one namespace open to the same few peers. */
const readPeer = shareEqualAt((peer, path): NetworkPolicyPeer => ({
  path,
  podSelector: readOptionalSelector(fieldOf(peer, "podSelector")),
  namespaceSelector: readOptionalSelector(fieldOf(peer, "namespaceSelector")),
  ipBlock: readIpBlock(fieldOf(peer, "ipBlock")),
}));

/** A null selector counts as not written. */
function readOptionalSelector(value: JsonValue | undefined): LabelSelector | undefined {
  return isObject(value) ? readSelector(value) : undefined;
}

/** A missing or null selector selects everything; only a peer tells it from an empty one. */
export function readSelector(value: JsonValue | undefined): LabelSelector {
  return isObject(value) ? readWrittenSelector(value) : everything;
}

const readWrittenSelector = shareEqual((value): LabelSelector => {
  const labels = [...stringMap(fieldOf(value, "matchLabels"))].map(([key, item]) => requirement(key, "In", [item]));
  const expressions = listOf(fieldOf(value, "matchExpressions")).flatMap(readExpression);
  return { requirements: [...labels, ...expressions] };
});

const operators: readonly SelectorOperator[] = ["In", "NotIn", "Exists", "DoesNotExist"];

function readExpression(value: JsonValue): SelectorRequirement[] {
  const key = stringOf(fieldOf(value, "key"));
  const operator = operators.find((known) => known === fieldOf(value, "operator"));
  if (key === undefined || operator === undefined) return [];
  return [requirement(key, operator, listOf(fieldOf(value, "values")).filter((item) => typeof item === "string"))];
}

function requirement(key: string, operator: SelectorOperator, values: readonly string[]): SelectorRequirement {
  return { key, operator, values };
}

function readIpBlock(value: JsonValue | undefined): PolicyIpBlock | undefined {
  const text = stringOf(fieldOf(value, "cidr"));
  const cidr = text === undefined ? undefined : parseCidr(text);
  if (text === undefined || cidr === undefined) return undefined;
  const except = listOf(fieldOf(value, "except"));
  return { text, cidr, except: except.length === 0 ? none : except.flatMap(readExcept) };
}

function readExcept(value: JsonValue): IpBlock[] {
  const block = typeof value === "string" ? parseCidr(value) : undefined;
  return block ? [block] : [];
}

/** A cluster opens the same few ports over and over. */
const readPorts = shareEqualAt((ports, path): readonly NetworkPolicyPort[] =>
  readEach(ports, (port, at) => readPort(port, stepInto(path, at))),
);

function readPort(value: JsonValue, path: Path): NetworkPolicyPort {
  const port = fieldOf(value, "port");
  return {
    path,
    protocol: readProtocol(fieldOf(value, "protocol")) ?? "TCP",
    port: numberOf(port) ?? stringOf(port),
    endPort: numberOf(fieldOf(value, "endPort")),
  };
}
