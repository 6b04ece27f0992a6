import { cidrLimits, domainNameLimits, namedPortExclusion, portName, protocolName, rangeOrder } from "./cluster-policy-limits.js";
import { objectMetaShape } from "./go-shape.js";
import { schemaList, schemaNumber, schemaSelector, schemaStruct, schemaText } from "./schema-shape.js";
import { anyShape, type Shape, type StructShape } from "./shape.js";

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

const experimentalOnly = "is a field of the experimental channel only";
const egressOnly = "is a field of egress peers only";
const highestPort = 65535;

function root(kind: string, spec: StructShape): StructShape {
  const fields = { apiVersion: anyShape, kind: anyShape, metadata: objectMetaShape, spec, status: anyShape };
  return schemaStruct(kind, "ClusterPolicy", fields, { required: ["spec"] });
}

function adminShape(kind: "AdminNetworkPolicy" | "BaselineAdminNetworkPolicy", channel: PolicyChannel): StructShape {
  const admin = kind === "AdminNetworkPolicy";
  const limits = { minItems: 1, maxItems: 100 };
  const name = schemaText({ maxLength: 100 });
  const action = schemaText({ oneOf: admin ? ["Allow", "Deny", "Pass"] : ["Allow", "Deny"] });
  const ports = schemaList(adminPort(channel), limits);
  const pods = namespacedPod(["namespaceSelector", "podSelector"]);
  const ingressPeer = ingressPeerShape("AdminNetworkPolicyIngressPeer", pods);
  const egressPeer = egressPeerShape(`${kind}EgressPeer`, pods, channel, admin);
  const exclusion = namedPortExclusion({
    portsField: "ports",
    nameField: "namedPort",
    peers: admin ? ["networks", "nodes", "domainNames"] : ["networks", "nodes"],
  });
  const ingress = schemaStruct(
    `${kind}IngressRule`,
    "AdminIngressRule",
    { name, action, from: schemaList(ingressPeer, limits), ports },
    { required: ["action", "from"] },
  );
  const egress = schemaStruct(
    `${kind}EgressRule`,
    "AdminEgressRule",
    { name, action, to: schemaList(egressPeer, limits), ports },
    { required: ["action", "to"], ...(channel === "experimental" ? { rule: exclusion } : {}) },
  );
  const rules = { ingress: schemaList(ingress, { maxItems: 100 }), egress: schemaList(egress, { maxItems: 100 }) };
  const subject = subjectShape("AdminNetworkPolicySubject", pods);
  const spec = admin
    ? schemaStruct("AdminNetworkPolicySpec", "ClusterPolicySpec", { priority, subject, ...rules }, adminRequired)
    : schemaStruct("BaselineAdminNetworkPolicySpec", "ClusterPolicySpec", { subject, ...rules }, baselineRequired);
  return root(kind, spec);
}

const priority = schemaNumber(0, 1000);
const noTier = ["tier", "is a field of ClusterNetworkPolicy only"] as const;
const adminRequired = { required: ["priority", "subject"], elsewhere: new Map([noTier]) };
const baselineRequired = {
  required: ["subject"],
  elsewhere: new Map([noTier, ["priority", "has no place in the one BaselineAdminNetworkPolicy of a cluster"]]),
};

function clusterShape(channel: PolicyChannel): StructShape {
  const limits = { minItems: 1, maxItems: 25 };
  const name = schemaText({ maxLength: 100 });
  const action = schemaText({ oneOf: ["Accept", "Deny", "Pass"] });
  const protocols = schemaList(clusterProtocol, limits);
  const pods = namespacedPod(["podSelector"]);
  const exclusion = namedPortExclusion({
    portsField: "protocols",
    nameField: "destinationNamedPort",
    peers: ["networks", "nodes", "domainNames"],
  });
  const ingress = schemaStruct(
    "ClusterNetworkPolicyIngressRule",
    "ClusterIngressRule",
    { name, action, from: schemaList(ingressPeerShape("ClusterNetworkPolicyIngressPeer", pods), limits), protocols },
    { required: ["action", "from"] },
  );
  const egressPeer = egressPeerShape("ClusterNetworkPolicyEgressPeer", pods, channel, true);
  const egress = schemaStruct(
    "ClusterNetworkPolicyEgressRule",
    "ClusterEgressRule",
    { name, action, to: schemaList(egressPeer, limits), protocols },
    { required: ["action", "to"], ...(channel === "experimental" ? { rule: exclusion } : {}) },
  );
  const fields = {
    tier: schemaText({ oneOf: ["Admin", "Baseline"] }),
    priority,
    subject: subjectShape("ClusterNetworkPolicySubject", pods),
    ingress: schemaList(ingress, { maxItems: 25 }),
    egress: schemaList(egress, { maxItems: 25 }),
  };
  const spec = schemaStruct("ClusterNetworkPolicySpec", "ClusterPolicySpec", fields, {
    required: ["tier", "priority", "subject"],
  });
  return root("ClusterNetworkPolicy", spec);
}

function namespacedPod(required: readonly string[]): StructShape {
  const fields = { namespaceSelector: schemaSelector, podSelector: schemaSelector };
  return schemaStruct("NamespacedPod", "NamespacedPod", fields, { required });
}

function subjectShape(name: string, pods: StructShape): StructShape {
  return schemaStruct(name, "ClusterPolicySubject", { namespaces: schemaSelector, pods }, { fieldCount: "one" });
}

function peerShape(name: string, fields: Fields, elsewhere: ReadonlyMap<string, string>): StructShape {
  return schemaStruct(name, "ClusterPolicyPeer", fields, { fieldCount: "one", failsClosed: true, elsewhere });
}

function ingressPeerShape(name: string, pods: StructShape): StructShape {
  const elsewhere = ["networks", "nodes", "domainNames"].map((key) => [key, egressOnly] as const);
  return peerShape(name, { namespaces: schemaSelector, pods }, new Map(elsewhere));
}

function egressPeerShape(name: string, pods: StructShape, channel: PolicyChannel, withDomains: boolean): StructShape {
  const set = { minItems: 1, maxItems: 25, unique: true } as const;
  const standard = { namespaces: schemaSelector, pods, networks: schemaList(schemaText(cidrLimits), set) };
  const domainNames = schemaList(schemaText(domainNameLimits), set);
  const experimental: Fields = withDomains ? { nodes: schemaSelector, domainNames } : { nodes: schemaSelector };
  const noDomains = ["domainNames", "is no field of a BaselineAdminNetworkPolicy"] as const;
  const elsewhere = withDomains ? [] : [noDomains];
  if (channel === "experimental") return peerShape(name, { ...standard, ...experimental }, new Map(elsewhere));
  const missing = Object.keys(experimental).map((key) => [key, experimentalOnly] as const);
  return peerShape(name, standard, new Map([...elsewhere, ...missing]));
}

function adminPort(channel: PolicyChannel): StructShape {
  const port = schemaNumber(1, highestPort);
  const protocol = schemaText();
  const portNumber = schemaStruct(
    "Port",
    "AdminPortMatch",
    { protocol, port },
    { required: ["port"], rule: protocolName },
  );
  const portRange = schemaStruct(
    "PortRange",
    "AdminPortMatch",
    { protocol, start: port, end: port },
    { required: ["start", "end"], rule: protocolName },
  );
  const standard = { portNumber, portRange };
  const experimental = channel === "experimental";
  return schemaStruct(
    "AdminNetworkPolicyPort",
    "AdminPort",
    experimental ? { ...standard, namedPort: schemaText() } : standard,
    {
      fieldCount: "one",
      ...(experimental ? { rule: portName("namedPort") } : { elsewhere: new Map([["namedPort", experimentalOnly]]) }),
    },
  );
}

const portRange = schemaStruct(
  "PortRange",
  "ClusterPortRange",
  { start: schemaNumber(1, highestPort), end: schemaNumber(1, highestPort) },
  { required: ["start", "end"], rule: rangeOrder },
);

const destinationPort = schemaStruct(
  "Port",
  "ClusterPort",
  { number: schemaNumber(1, highestPort), range: portRange },
  { fieldCount: "one" },
);

/** The description says that a protocol without a port means every port, but the schema wants the field. */
function protocolMatch(name: string): StructShape {
  return schemaStruct(name, "ClusterProtocolMatch", { destinationPort }, { fieldCount: "one" });
}

const clusterProtocol = schemaStruct(
  "ClusterNetworkPolicyProtocol",
  "ClusterProtocol",
  {
    tcp: protocolMatch("ClusterNetworkPolicyProtocolTCP"),
    udp: protocolMatch("ClusterNetworkPolicyProtocolUDP"),
    sctp: protocolMatch("ClusterNetworkPolicyProtocolSCTP"),
    destinationNamedPort: schemaText(),
  },
  { fieldCount: "one", rule: portName("destinationNamedPort") },
);

/** The definitions of releases v0.1.7 (v1alpha1) and v0.2.0 (v1alpha2) of kubernetes-sigs/network-policy-api. */
export function clusterPolicyShape(kind: ClusterPolicyKind, channel: PolicyChannel): StructShape {
  return shapes[channel][kind];
}

const shapes: Readonly<Record<PolicyChannel, Readonly<Record<ClusterPolicyKind, StructShape>>>> = {
  standard: shapesOf("standard"),
  experimental: shapesOf("experimental"),
};

function shapesOf(channel: PolicyChannel): Readonly<Record<ClusterPolicyKind, StructShape>> {
  return {
    AdminNetworkPolicy: adminShape("AdminNetworkPolicy", channel),
    BaselineAdminNetworkPolicy: adminShape("BaselineAdminNetworkPolicy", channel),
    ClusterNetworkPolicy: clusterShape(channel),
  };
}
