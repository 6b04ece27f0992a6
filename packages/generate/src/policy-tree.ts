import {
  classifyIpAddress,
  compareText,
  type Endpoint,
  endpointName,
  type IpAddressClass,
  type IpSet,
  ipSetToCidrs,
  parseCidr,
  type PolicyDirection,
} from "@netpolint/core";
import type { Generated } from "./generate-policies.js";
import { flowPortsText } from "./merge-rules.js";
import type { AddressFacts, WantedFlow } from "./wanted-flow.js";

/** What the policies are meant to allow, from the workload down to the ports. */
export interface PolicyTree {
  /** The workloads that a policy is for, joined by "and". */
  readonly title: string;
  readonly ingress: readonly PeerBranch[];
  readonly egress: readonly PeerBranch[];
}

export interface PeerBranch {
  readonly name: string;
  /** `outside`: addresses, or a name that stands for some. */
  readonly kind: "pods" | "outside" | "apiserver" | "nodes";
  /** `TCP 443`, in the order of protocol and port. */
  readonly ports: readonly string[];
  /** True where names are asked for: port 53. */
  readonly isDns: boolean;
  /** For an `outside`: each of its blocks with what is known of it. */
  readonly addresses: readonly AddressLeaf[];
}

export interface AddressLeaf {
  readonly cidr: string;
  /** What the addresses are for, by the registries of IANA; `mixed` for a block that holds several kinds. */
  readonly addressClass: IpAddressClass | "mixed";
  readonly facts: readonly AddressFacts[];
}

export function policyTrees({ policies, flows }: Generated): readonly PolicyTree[] {
  return policies.map((policy) => {
    const branches = (direction: PolicyDirection): readonly PeerBranch[] => {
      const own = new Set(policy[direction].flatMap((rule) => rule.flows));
      return branchesOf(flows.filter((_, at) => own.has(at)), direction === "ingress" ? "from" : "to");
    };
    return { title: policy.title, ingress: branches("ingress"), egress: branches("egress") };
  });
}

function branchesOf(flows: readonly WantedFlow[], far: "from" | "to"): readonly PeerBranch[] {
  const byName = new Map<string, WantedFlow[]>();
  for (const flow of flows) {
    const name = endpointName(flow[far]);
    byName.set(name, [...(byName.get(name) ?? []), flow]);
  }
  return [...byName].sort(([a], [b]) => compareText(a, b)).map(([name, own]) => branchOf(name, own, far));
}

function branchOf(name: string, flows: readonly WantedFlow[], far: "from" | "to"): PeerBranch {
  const end = flows[0]?.[far];
  const facts = flows.flatMap((flow) => flow.facts ?? []);
  const ordered = [...flows].sort((a, b) => compareText(a.protocol, b.protocol) || (a.port ?? 0) - (b.port ?? 0));
  return {
    name,
    kind: kindOf(end),
    ports: [...new Set(ordered.map(flowPortsText))],
    isDns: flows.some(({ port, endPort, protocol }) => port === 53 && (endPort ?? 53) === 53 && protocol !== "SCTP"),
    addresses: setsOf(end).flatMap((set) => ipSetToCidrs(set).map((cidr) => leafOf(cidr, facts))),
  };
}

function kindOf(end: Endpoint | undefined): PeerBranch["kind"] {
  if (end?.type === "addresses" || end?.type === "outside") return "outside";
  if (end?.type === "apiserver") return "apiserver";
  return end?.type === "node" ? "nodes" : "pods";
}

function setsOf(end: Endpoint | undefined): readonly IpSet[] {
  return end?.type === "addresses" || end?.type === "outside" ? (end.sets ?? []) : [];
}

function leafOf(cidr: string, facts: readonly AddressFacts[]): AddressLeaf {
  return { cidr, addressClass: classOf(cidr), facts: uniqueFacts(facts.filter((fact) => holds(cidr, fact.cidr))) };
}

/** The first and the last address tell whether a block is of one kind: no special block lies within a part of another. */
function classOf(cidr: string): AddressLeaf["addressClass"] {
  const block = parseCidr(cidr);
  if (!block) return "mixed";
  const { family, first, last } = block;
  const [one, other] = [classifyIpAddress({ family, value: first }), classifyIpAddress({ family, value: last })];
  const isWide = block.prefixLength < (family === 4 ? 8 : 16);
  return one === other && !isWide ? one : "mixed";
}

function holds(cidr: string, inner: string): boolean {
  const [outer, block] = [parseCidr(cidr), parseCidr(inner)];
  if (!outer || !block) return false;
  return outer.family === block.family && outer.first <= block.first && block.last <= outer.last;
}

function uniqueFacts(facts: readonly AddressFacts[]): readonly AddressFacts[] {
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
}
