import {
  cidrLimits,
  domainNameLimits,
  namedPortExclusion,
  portName,
  protocolName,
  rangeOrder,
} from "./cluster-policy-limits.js";
import type { PolicyDirection } from "./network-policy.js";
import { objectMetaShape } from "./network-policy-shape.js";
import { schemaList, schemaNumber, schemaSelector, schemaStruct, schemaText } from "./schema-shape.js";
import { anyShape, type ClusterPolicyRole, type Shape, type StructShape } from "./shape.js";

/** Which of the two sets of definitions of policy.networking.k8s.io a cluster has. */
export type PolicyChannel = "standard" | "experimental";

export type ClusterPolicyKind = "AdminNetworkPolicy" | "BaselineAdminNetworkPolicy" | "ClusterNetworkPolicy";

/** The one version in which each kind is served. */
export const clusterPolicyVersions: Readonly<Record<ClusterPolicyKind, string>> = {
  AdminNetworkPolicy: "policy.networking.k8s.io/v1alpha1",
  BaselineAdminNetworkPolicy: "policy.networking.k8s.io/v1alpha1",
  ClusterNetworkPolicy: "policy.networking.k8s.io/v1alpha2",
};

type Fields = Readonly<Record<string, Shape>>;

/** In what the kinds differ. */
interface Definition {
  readonly kind: ClusterPolicyKind;
  /** Begins the names of the types that both kinds of v1alpha1 have. */
  readonly sharedName: "AdminNetworkPolicy" | "ClusterNetworkPolicy";
  readonly spec: Fields;
  readonly notInSpec: readonly (readonly [field: string, where: string])[];
  readonly roles: Readonly<Record<PolicyDirection, ClusterPolicyRole>>;
  readonly actions: readonly string[];
  /** Most rules of a direction, and most peers and ports of a rule. */
  readonly most: number;
  readonly namespaceSelectorRequired: boolean;
  readonly domainNames: boolean;
  readonly portsField: "ports" | "protocols";
  readonly namedPortField: "namedPort" | "destinationNamedPort";
  readonly port: (channel: PolicyChannel) => StructShape;
}

const experimentalOnly = "is a field of the experimental channel only";
const egressOnly = "is a field of egress peers only";
const portNumber = schemaNumber(1, 65535, { mistake: "invalid-port" });
const priority = schemaNumber(0, 1000);
const set = { minItems: 1, maxItems: 25, unique: true } as const;
const networks = schemaList(schemaText(cidrLimits), set);
const domainNames = schemaList(schemaText(domainNameLimits), set);
const noTier = ["tier", "is a field of ClusterNetworkPolicy only"] as const;

const adminDefinition: Definition = {
  kind: "AdminNetworkPolicy",
  sharedName: "AdminNetworkPolicy",
  spec: { priority },
  notInSpec: [noTier],
  roles: { ingress: "AdminIngressRule", egress: "AdminEgressRule" },
  actions: ["Allow", "Deny", "Pass"],
  most: 100,
  namespaceSelectorRequired: true,
  domainNames: true,
  portsField: "ports",
  namedPortField: "namedPort",
  port: adminPort,
};

const baselineDefinition: Definition = {
  ...adminDefinition,
  kind: "BaselineAdminNetworkPolicy",
  spec: {},
  notInSpec: [noTier, ["priority", "has no place in the one BaselineAdminNetworkPolicy of a cluster"]],
  actions: ["Allow", "Deny"],
  domainNames: false,
};

const clusterDefinition: Definition = {
  kind: "ClusterNetworkPolicy",
  sharedName: "ClusterNetworkPolicy",
  spec: { tier: schemaText({ oneOf: ["Admin", "Baseline"] }), priority },
  notInSpec: [],
  roles: { ingress: "ClusterIngressRule", egress: "ClusterEgressRule" },
  actions: ["Accept", "Deny", "Pass"],
  most: 25,
  namespaceSelectorRequired: false,
  domainNames: true,
  portsField: "protocols",
  namedPortField: "destinationNamedPort",
  port: clusterProtocol,
};

/** Made where one is asked for: most clusters have no such policy. */
const shapes = new Map<PolicyChannel, Readonly<Record<ClusterPolicyKind, StructShape>>>();

/** The definitions of releases v0.1.7 (v1alpha1) and v0.2.0 (v1alpha2) of kubernetes-sigs/network-policy-api. */
export function clusterPolicyShape(kind: ClusterPolicyKind, channel: PolicyChannel): StructShape {
  const made = shapes.get(channel) ?? shapesOf(channel);
  shapes.set(channel, made);
  return made[kind];
}

function shapesOf(channel: PolicyChannel): Readonly<Record<ClusterPolicyKind, StructShape>> {
  return {
    AdminNetworkPolicy: policyShape(adminDefinition, channel),
    BaselineAdminNetworkPolicy: policyShape(baselineDefinition, channel),
    ClusterNetworkPolicy: policyShape(clusterDefinition, channel),
  };
}

function policyShape(definition: Definition, channel: PolicyChannel): StructShape {
  const fields = {
    apiVersion: anyShape,
    kind: anyShape,
    metadata: objectMetaShape,
    spec: specShape(definition, channel),
    status: anyShape,
  };
  return schemaStruct(definition.kind, "ClusterPolicy", fields, { required: ["spec"] });
}

function specShape(definition: Definition, channel: PolicyChannel): StructShape {
  const { kind, spec, notInSpec, most } = definition;
  const fields = {
    ...spec,
    subject: subjectShape(definition),
    ingress: schemaList(ruleShape(definition, "ingress", channel), { maxItems: most }),
    egress: schemaList(ruleShape(definition, "egress", channel), { maxItems: most }),
  };
  const required = [...Object.keys(spec), "subject"];
  return schemaStruct(`${kind}Spec`, "ClusterPolicySpec", fields, { required, elsewhere: new Map(notInSpec) });
}

function ruleShape(definition: Definition, direction: PolicyDirection, channel: PolicyChannel): StructShape {
  const { kind, roles, actions, most, portsField, port } = definition;
  const ingress = direction === "ingress";
  const peerField = ingress ? "from" : "to";
  const peer = ingress ? ingressPeer(definition) : egressPeer(definition, channel);
  const fields = {
    name: schemaText({ maxLength: 100 }),
    action: schemaText({ oneOf: actions }),
    [peerField]: schemaList(peer, { minItems: 1, maxItems: most }),
    [portsField]: schemaList(port(channel), { minItems: 1, maxItems: most }),
  };
  const excludes = !ingress && channel === "experimental";
  return schemaStruct(`${kind}${ingress ? "Ingress" : "Egress"}Rule`, roles[direction], fields, {
    required: ["action", peerField],
    ...(excludes ? { rule: exclusionOf(definition) } : {}),
  });
}

function exclusionOf({ portsField, namedPortField, domainNames }: Definition): NonNullable<StructShape["rule"]> {
  const peers = ["networks", "nodes", ...(domainNames ? ["domainNames"] : [])];
  return namedPortExclusion({ portsField, namedPortField, peers });
}

function podFields({ namespaceSelectorRequired }: Definition): Fields {
  const required = [...(namespaceSelectorRequired ? ["namespaceSelector"] : []), "podSelector"];
  const fields = { namespaceSelector: schemaSelector, podSelector: schemaSelector };
  return { namespaces: schemaSelector, pods: schemaStruct("NamespacedPod", "NamespacedPod", fields, { required }) };
}

function subjectShape(definition: Definition): StructShape {
  const name = `${definition.sharedName}Subject`;
  return schemaStruct(name, "ClusterPolicySubject", podFields(definition), { fieldCount: "one" });
}

function peerShape(name: string, fields: Fields, elsewhere: ReadonlyMap<string, string>): StructShape {
  return schemaStruct(name, "ClusterPolicyPeer", fields, { fieldCount: "one", failsClosed: true, elsewhere });
}

function ingressPeer(definition: Definition): StructShape {
  const elsewhere = ["networks", "nodes", "domainNames"].map((key) => [key, egressOnly] as const);
  return peerShape(`${definition.sharedName}IngressPeer`, podFields(definition), new Map(elsewhere));
}

function egressPeer(definition: Definition, channel: PolicyChannel): StructShape {
  const name = `${definition.kind}EgressPeer`;
  const standard = { ...podFields(definition), networks };
  const experimental: Fields = { nodes: schemaSelector, ...(definition.domainNames ? { domainNames } : {}) };
  const elsewhere = new Map(definition.domainNames ? [] : [["domainNames", `is no field of a ${definition.kind}`]]);
  if (channel === "experimental") return peerShape(name, { ...standard, ...experimental }, elsewhere);
  for (const key of Object.keys(experimental)) elsewhere.set(key, experimentalOnly);
  return peerShape(name, standard, elsewhere);
}

function adminPort(channel: PolicyChannel): StructShape {
  const standard = {
    portNumber: adminPortMatch("Port", { port: portNumber }),
    portRange: adminPortMatch("PortRange", { start: portNumber, end: portNumber }),
  };
  if (channel === "standard") {
    const elsewhere = new Map([["namedPort", experimentalOnly]]);
    return schemaStruct("AdminNetworkPolicyPort", "AdminPort", standard, { fieldCount: "one", elsewhere });
  }
  const fields = { ...standard, namedPort: schemaText() };
  return schemaStruct("AdminNetworkPolicyPort", "AdminPort", fields, {
    fieldCount: "one",
    rule: portName("namedPort"),
  });
}

function adminPortMatch(name: string, numbers: Fields): StructShape {
  const fields = { protocol: schemaText(), ...numbers };
  return schemaStruct(name, "AdminPortMatch", fields, { required: Object.keys(numbers), rule: protocolName });
}

function clusterProtocol(): StructShape {
  const fields = {
    tcp: protocolMatch("ClusterNetworkPolicyProtocolTCP"),
    udp: protocolMatch("ClusterNetworkPolicyProtocolUDP"),
    sctp: protocolMatch("ClusterNetworkPolicyProtocolSCTP"),
    destinationNamedPort: schemaText(),
  };
  const more = { fieldCount: "one", rule: portName("destinationNamedPort") } as const;
  return schemaStruct("ClusterNetworkPolicyProtocol", "ClusterProtocol", fields, more);
}

/** The API's overview says that a protocol without a port means every port, but the schema wants the field. */
function protocolMatch(name: string): StructShape {
  const bounds = { start: portNumber, end: portNumber };
  const range = schemaStruct("PortRange", "ClusterPortRange", bounds, { required: ["start", "end"], rule: rangeOrder });
  const destinationPort = schemaStruct("Port", "ClusterPort", { number: portNumber, range }, { fieldCount: "one" });
  return schemaStruct(name, "ClusterProtocolMatch", { destinationPort }, { fieldCount: "one" });
}
