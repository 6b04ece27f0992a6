import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateClusterPolicy } from "../../src/resources/validate-cluster-policy.js";
import { formatPath, type JsonValue } from "../../src/source/json-value.js";
import { anp, anpFrom, anpTo, banp, banpTo, cnp, cnpFrom, cnpTo, times } from "./cluster-policy-objects.js";

type Answer = readonly [server: string, message: string];

const server = "so the API server refuses the object.";
const nobody = "so no implementation can apply the policy, although the API server takes the object.";

function answers(value: JsonValue, channel: "standard" | "experimental"): Answer[] {
  return validateClusterPolicy(value, { channel }).map(({ serverMessage, message }) => [serverMessage, message]);
}

const to0 = "spec.egress[0].to[0]";
const egress0 = "spec.egress[0]";
const ingress0 = "spec.ingress[0]";
const rule = { action: "Accept", to: [{ namespaces: {} }] };
const adminRule = { action: "Allow", to: [{ namespaces: {} }] };
const tcp = (number: number): JsonValue => ({ tcp: { destinationPort: { number } } });
const portNumber = (port: number): JsonValue => ({ portNumber: { protocol: "TCP", port } });
const udpPort = (destinationPort: JsonValue): JsonValue => ({ udp: { destinationPort } });
const tcpRange = (start: number, end: number): JsonValue => ({ tcp: { destinationPort: { range: { start, end } } } });
const expression = (operator: string): JsonValue => ({ matchExpressions: [{ key: "a", operator }] });
const long = (length: number): string => "a".repeat(length);
const domainPattern =
  "^(\\*\\.)?([a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.)+[a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.?$";

function tooMany(path: string, count: number, limit: number): Answer {
  return [
    `${path}: Too many: ${count}: must have at most ${limit} items`,
    `\`${path}\` has ${count} items, more than ${limit}, ${server}`,
  ];
}

function empty(path: string): Answer {
  return [
    `${path}: Invalid value: 0: ${path} in body should have at least 1 items`,
    `\`${path}\` is empty, but needs at least one item, ${server}`,
  ];
}

function missing(path: string): Answer {
  return [`${path}: Required value`, `\`${path}\` is missing, ${server}`];
}

function none(path: string, fields: string): Answer {
  return [
    `${path}: Invalid value: 0: ${path} in body should have at least 1 properties`,
    `\`${path}\` ${fields}, ${server}`,
  ];
}

function several(path: string, count: number, fields: string): Answer {
  return [
    `${path}: Too many: ${count}: must have at most 1 items`,
    `\`${path}\` has ${count} of the fields ${fields}, but may have only one, ${server}`,
  ];
}

function range(path: string, value: number, bound: string, from: number, to: number): Answer {
  return [
    `${path}: Invalid value: ${value}: ${path} in body should be ${bound}`,
    `\`${path}\` is ${value}, which is not from ${from} to ${to}, ${server}`,
  ];
}

function word(path: string, value: string, words: string, ending = server): Answer {
  return [
    `${path}: Unsupported value: "${value}": supported values: ${words}`,
    `\`${path}\` is "${value}", which is not one of ${words}, ${ending}`,
  ];
}

function cidr(path: string, value: string, plain: string): Answer {
  return [
    `${path}: Invalid value: "string": Invalid CIDR format provided`,
    `\`${path}\` is "${value}", but ${plain}, ${server}`,
  ];
}

function domain(path: string, value: string): Answer {
  return [
    `${path}: Invalid value: "${value}": ${path} in body should match '${domainPattern}'`,
    `\`${path}\` is "${value}", but a domain name has at least two labels of letters, digits, \`-\` and \`_\`, ` +
      `and \`*.\` only in front, ${server}`,
  ];
}

function type(path: string, expected: string, found: string, plain: string): Answer {
  return [
    `${path}: Invalid value: "${found}": ${path} in body must be of type ${expected}: "${found}"`,
    `\`${path}\` is ${plain}, ${server}`,
  ];
}

function unknown(path: string, plain: string): Answer {
  return [`strict decoding error: unknown field "${path}"`, `\`${path}\` ${plain}, ${server}`];
}

const peerFields = "`namespaces`, `pods`, `networks`";
const allPeerFields = `${peerFields}, \`nodes\`, \`domainNames\``;
const notCidr = "that is not a CIDR";
const zeros = "no number may have leading zeros";

/** What either channel answers. */
const both: readonly (readonly [item: string, value: JsonValue, expected: readonly Answer[]])[] = [
  ["ANP without rules", anp(), []],
  ["BANP without rules", banp(), []],
  ["CNP without rules", cnp(), []],
  ["CNP with null rules", cnp({ ingress: null, egress: null }), []],
  ["status", { ...cnp(), status: { conditions: [] } }, []],
  ["a namespace, which the server drops", anp({}, { name: "p", namespace: "not A name" }), []],
  ["no name", anp({}, {}), [
    [
      "metadata.name: Required value: name or generateName is required",
      `\`metadata.name\` is missing and there is no \`generateName\` either, ${server}`,
    ],
  ]],
  ["no spec", { ...cnp(), spec: null }, [missing("spec")]],
  ["tier missing", cnp({ tier: undefined }), [missing("spec.tier")]],
  ["tier in lower case", cnp({ tier: "admin" }), [word("spec.tier", "admin", '"Admin", "Baseline"')]],
  ["tier Baseline", cnp({ tier: "Baseline" }), []],
  ["ANP with a tier", anp({ tier: "Admin" }), [unknown("spec.tier", "is a field of ClusterNetworkPolicy only")]],
  ["CNP without priority", cnp({ priority: undefined }), [missing("spec.priority")]],
  ["ANP with null priority", anp({ priority: null }), [missing("spec.priority")]],
  ["priority 0", anp({ priority: 0 }), []],
  ["priority 1000", cnp({ priority: 1000 }), []],
  ["priority -1", anp({ priority: -1 }), [range("spec.priority", -1, "greater than or equal to 0", 0, 1000)]],
  ["priority 1001", cnp({ priority: 1001 }), [range("spec.priority", 1001, "less than or equal to 1000", 0, 1000)]],
  ["priority as text", cnp({ priority: "10" }), [
    type("spec.priority", "integer", "string", "a string where a whole number is expected"),
  ]],
  ["priority with a fraction", anp({ priority: 1.5 }), [
    type("spec.priority", "integer", "number", "1.5 (a number) where a whole number is expected"),
  ]],
  ["BANP with priority", banp({ priority: 1 }), [
    unknown("spec.priority", "has no place in the one BaselineAdminNetworkPolicy of a cluster"),
  ]],
  ["BANP of another name", banp({}, { name: "base" }), [
    [
      '<nil>: Invalid value: "object": Only one baseline admin network policy with metadata.name="default" ' +
        "can be created in the cluster",
      `\`metadata.name\` is "base", but a cluster has one BaselineAdminNetworkPolicy, named "default", ${server}`,
    ],
  ]],
  ["subject missing", banp({ subject: undefined }), [missing("spec.subject")]],
  ["subject empty", cnp({ subject: {} }), [
    none("spec.subject", "has none of the fields `namespaces`, `pods`"),
  ]],
  ["subject with both", anp({ subject: { namespaces: {}, pods: { namespaceSelector: {}, podSelector: {} } } }), [
    several("spec.subject", 2, "`namespaces`, `pods`"),
  ]],
  ["subject with null beside", anp({ subject: { namespaces: {}, pods: null } }), []],
  ["v1alpha1 pods without namespaceSelector", anp({ subject: { pods: { podSelector: {} } } }), [
    missing("spec.subject.pods.namespaceSelector"),
  ]],
  ["v1alpha2 pods without namespaceSelector", cnp({ subject: { pods: { podSelector: {} } } }), []],
  ["v1alpha2 pods without podSelector", cnp({ subject: { pods: { namespaceSelector: {} } } }), [
    missing("spec.subject.pods.podSelector"),
  ]],
  ["25 rules in v1alpha2", cnp({ egress: times(25, () => rule) }), []],
  ["26 rules in v1alpha2", cnp({ egress: times(26, () => rule) }), [tooMany("spec.egress", 26, 25)]],
  ["100 rules in v1alpha1", anp({ egress: times(100, () => adminRule) }), []],
  ["101 rules in v1alpha1", banp({ egress: times(101, () => adminRule) }), [tooMany("spec.egress", 101, 100)]],
  ["a null rule", cnp({ egress: [null] }), [
    type("spec.egress[0]", "object", "null", "null where a mapping is expected"),
  ]],
  ["rule without action", cnpTo({ action: undefined }), [missing(`${egress0}.action`)]],
  ["Allow in v1alpha2", cnpTo({ action: "Allow" }), [word(`${egress0}.action`, "Allow", '"Accept", "Deny", "Pass"')]],
  ["Accept in v1alpha1", anpTo({ action: "Accept" }), [
    word(`${egress0}.action`, "Accept", '"Allow", "Deny", "Pass"'),
  ]],
  ["Pass in v1alpha2 Baseline", cnp({ tier: "Baseline", egress: [{ ...rule, action: "Pass" }] }), []],
  ["Pass in BANP", banpTo({ action: "Pass" }), [word(`${egress0}.action`, "Pass", '"Allow", "Deny"')]],
  ["name of 100 characters, of several bytes", cnpTo({ name: "é".repeat(100) }), []],
  ["name of 101 characters", anpTo({ name: long(101) }), [
    [
      `${egress0}.name: Too long: may not be more than 100 bytes`,
      `\`${egress0}.name\` has more than 100 characters, ${server}`,
    ],
  ]],
  ["to missing", cnpTo({ to: undefined }), [missing(`${egress0}.to`)]],
  ["from missing", anpFrom({ from: undefined }), [missing(`${ingress0}.from`)]],
  ["to empty", cnpTo({ to: [] }), [empty(`${egress0}.to`)]],
  ["25 peers in v1alpha2", cnpTo({ to: times(25, () => ({ namespaces: {} })) }), []],
  ["26 peers in v1alpha2", cnpTo({ to: times(26, () => ({ namespaces: {} })) }), [tooMany(`${egress0}.to`, 26, 25)]],
  ["100 peers in v1alpha1", anpTo({ to: times(100, () => ({ namespaces: {} })) }), []],
  ["101 peers in v1alpha1", anpFrom({ from: times(101, () => ({ namespaces: {} })) }), [
    tooMany(`${ingress0}.from`, 101, 100),
  ]],
  ["ingress peer empty", cnpFrom({ from: [{}] }), [
    none(`${ingress0}.from[0]`, "has none of the fields `namespaces`, `pods`"),
  ]],
  ["ingress peer with two fields", cnpFrom({ from: [{ namespaces: {}, pods: { podSelector: {} } }] }), [
    several(`${ingress0}.from[0]`, 2, "`namespaces`, `pods`"),
  ]],
  ["ingress peer with a field that nobody knows", cnpFrom({ from: [{ services: {} }] }), [
    unknown(`${ingress0}.from[0].services`, "is not a field of ClusterNetworkPolicyIngressPeer"),
  ]],
  ["ingress networks", cnpFrom({ from: [{ networks: ["10.0.0.0/8"] }] }), [
    unknown(`${ingress0}.from[0].networks`, "is a field of egress peers only"),
    none(`${ingress0}.from[0]`, "has none of the fields `namespaces`, `pods`"),
  ]],
  ["ingress domainNames beside a peer", anpFrom({ from: [{ namespaces: {}, domainNames: ["a.b"] }] }), [
    unknown(`${ingress0}.from[0].domainNames`, "is a field of egress peers only"),
  ]],
  ["ingress nodes and an unknown field", anpFrom({ from: [{ nodes: {}, services: {} }] }), [
    unknown(`${ingress0}.from[0].nodes`, "is a field of egress peers only"),
    unknown(`${ingress0}.from[0].services`, "is not a field of AdminNetworkPolicyIngressPeer"),
    none(`${ingress0}.from[0]`, "has none of the fields `namespaces`, `pods`"),
  ]],
  ["ports missing", anpTo({ ports: undefined }), []],
  ["protocols empty", cnpTo({ protocols: [] }), [empty(`${egress0}.protocols`)]],
  ["ports empty", anpTo({ ports: [] }), [empty(`${egress0}.ports`)]],
  ["25 protocols", cnpTo({ protocols: times(25, () => tcp(80)) }), []],
  ["26 protocols", cnpFrom({ protocols: times(26, () => tcp(80)) }), [tooMany(`${ingress0}.protocols`, 26, 25)]],
  ["100 ports", anpTo({ ports: times(100, () => portNumber(80)) }), []],
  ["101 ports", banpTo({ ports: times(101, () => portNumber(80)) }), [tooMany(`${egress0}.ports`, 101, 100)]],
  ["tcp without a port", cnpTo({ protocols: [{ tcp: {} }] }), [
    none(`${egress0}.protocols[0].tcp`, "lacks its field `destinationPort`"),
  ]],
  ["null tcp", cnpTo({ protocols: [{ tcp: null }] }), [
    none(`${egress0}.protocols[0]`, "has none of the fields `tcp`, `udp`, `sctp`, `destinationNamedPort`"),
  ]],
  ["two protocols in one item", cnpTo({ protocols: [{ tcp: {}, destinationNamedPort: "web" }] }), [
    several(`${egress0}.protocols[0]`, 2, "`tcp`, `udp`, `sctp`, `destinationNamedPort`"),
    none(`${egress0}.protocols[0].tcp`, "lacks its field `destinationPort`"),
  ]],
  ["a protocol that nobody knows", cnpTo({ protocols: [{ icmp: {} }] }), [
    unknown(`${egress0}.protocols[0].icmp`, "is not a field of ClusterNetworkPolicyProtocol"),
    none(`${egress0}.protocols[0]`, "has none of the fields `tcp`, `udp`, `sctp`, `destinationNamedPort`"),
  ]],
  ["destinationPort empty", cnpTo({ protocols: [udpPort({})] }), [
    none(`${egress0}.protocols[0].udp.destinationPort`, "has none of the fields `number`, `range`"),
  ]],
  ["number and range", cnpTo({ protocols: [udpPort({ number: 1, range: { start: 1, end: 2 } })] }), [
    several(`${egress0}.protocols[0].udp.destinationPort`, 2, "`number`, `range`"),
  ]],
  ["v1alpha2 port 65535", cnpTo({ protocols: [tcp(65535)] }), []],
  ["v1alpha2 port 65536", cnpTo({ protocols: [tcp(65536)] }), [
    range(`${egress0}.protocols[0].tcp.destinationPort.number`, 65536, "less than or equal to 65535", 1, 65535),
  ]],
  ["v1alpha1 port 1", anpTo({ ports: [portNumber(1)] }), []],
  ["v1alpha1 port 0", anpTo({ ports: [portNumber(0)] }), [
    range(`${egress0}.ports[0].portNumber.port`, 0, "greater than or equal to 1", 1, 65535),
  ]],
  ["v1alpha1 port missing", anpTo({ ports: [{ portNumber: { protocol: "UDP" } }] }), [
    missing(`${egress0}.ports[0].portNumber.port`),
  ]],
  ["v1alpha1 protocol missing", anpTo({ ports: [{ portNumber: { port: 80 } }] }), []],
  ["v1alpha1 null protocol", anpTo({ ports: [{ portRange: { protocol: null, start: 1, end: 2 } }] }), []],
  ["v1alpha1 protocol in lower case", anpTo({ ports: [{ portNumber: { protocol: "tcp", port: 80 } }] }), [
    word(`${egress0}.ports[0].portNumber.protocol`, "tcp", '"TCP", "UDP", "SCTP"', nobody),
  ]],
  ["v1alpha2 range", cnpTo({ protocols: [{ sctp: { destinationPort: { range: { start: 1, end: 2 } } } }] }), []],
  ["v1alpha2 range of one port", cnpTo({ protocols: [tcpRange(7, 7)] }), [
    [
      `${egress0}.protocols[0].tcp.destinationPort.range: Invalid value: "object": ` +
        "Start port must be less than End port",
      `\`${egress0}.protocols[0].tcp.destinationPort.range\` ends at 7, which is not after its \`start\`, 7 ` +
        `(one port is a \`number\`), ${server}`,
    ],
  ]],
  ["v1alpha2 range backwards", cnpTo({ protocols: [tcpRange(8, 7)] }), [
    [
      `${egress0}.protocols[0].tcp.destinationPort.range: Invalid value: "object": ` +
        "Start port must be less than End port",
      `\`${egress0}.protocols[0].tcp.destinationPort.range\` ends at 7, which is not after its \`start\`, 8, ${server}`,
    ],
  ]],
  ["v1alpha2 range without end", cnpTo({ protocols: [{ tcp: { destinationPort: { range: { start: 8 } } } }] }), [
    missing(`${egress0}.protocols[0].tcp.destinationPort.range.end`),
  ]],
  ["v1alpha1 range backwards", anpTo({ ports: [{ portRange: { start: 8, end: 7 } }] }), []],
  ["v1alpha2 named port", cnpTo({ protocols: [{ destinationNamedPort: "web" }] }), []],
  ["v1alpha2 empty named port", cnpTo({ protocols: [{ destinationNamedPort: "" }] }), [
    [
      `${egress0}.protocols[0].destinationNamedPort: Invalid value: "": must be non-empty`,
      `\`${egress0}.protocols[0].destinationNamedPort\` is empty and names no port, ${nobody}`,
    ],
  ]],
  ["networks", anpTo({ to: [{ networks: ["10.0.0.0/8", "fd00::/8", "0.0.0.0/0"] }] }), []],
  ["bits beyond the prefix length", cnpTo({ to: [{ networks: ["10.0.0.1/24"] }] }), []],
  ["networks empty", cnpTo({ to: [{ networks: [] }] }), [empty(`${to0}.networks`)]],
  ["25 networks", cnpTo({ to: [{ networks: times(25, (index) => `10.${index}.0.0/16`) }] }), []],
  ["26 networks", anpTo({ to: [{ networks: times(26, (index) => `10.${index}.0.0/16`) }] }), [
    tooMany(`${to0}.networks`, 26, 25),
  ]],
  ["an address for a network", banpTo({ to: [{ networks: ["10.0.0.1"] }] }), [
    cidr(`${to0}.networks[0]`, "10.0.0.1", "an address needs a prefix length"),
  ]],
  ["no network", cnpTo({ to: [{ networks: ["all"] }] }), [cidr(`${to0}.networks[0]`, "all", notCidr)]],
  ["leading zeros", cnpTo({ to: [{ networks: ["010.0.0.0/8"] }] }), [cidr(`${to0}.networks[0]`, "010.0.0.0/8", zeros)]],
  ["IPv4 as IPv6", cnpTo({ to: [{ networks: ["::ffff:10.0.0.0/104"] }] }), [
    cidr(`${to0}.networks[0]`, "::ffff:10.0.0.0/104", "IPv4 may not be written as IPv6"),
  ]],
  ["a network of 43 characters", cnpTo({ to: [{ networks: ["1111:2222:3333:4444:5555:6666:7777:8888/128"] }] }), []],
  ["a network of 44 characters", cnpTo({ to: [{ networks: ["0000:0000:0000:0000:0000:aaaa:10.11.12.13/128"] }] }), [
    [
      `${to0}.networks[0]: Too long: may not be more than 43 bytes`,
      `\`${to0}.networks[0]\` has more than 43 characters, ${server}`,
    ],
  ]],
  ["a network twice", anpTo({ to: [{ networks: ["10.0.0.0/8", "10.0.0.0/9", "10.0.0.0/8"] }] }), [
    [
      `${to0}.networks[2]: Duplicate value: "10.0.0.0/8"`,
      `\`${to0}.networks[2]\` is "10.0.0.0/8", which the list already has, ${server}`,
    ],
  ]],
  ["a null network", cnpTo({ to: [{ networks: [null] }] }), [
    type(`${to0}.networks[0]`, "string", "null", "null where a string is expected"),
  ]],
  ["a mapping for rules", cnp({ ingress: {} }), [
    type("spec.ingress", "array", "object", "a mapping where a list is expected"),
  ]],
  ["text for a peer", anpTo({ to: ["pods"] }), [
    type(to0, "object", "string", "a string where a mapping is expected"),
  ]],
  ["a label that is no text", cnp({ subject: { namespaces: { matchLabels: { on: true } } } }), [
    type("spec.subject.namespaces.matchLabels.on", "string", "boolean", "true (a boolean) where a string is expected"),
  ]],
  ["a null label", cnp({ subject: { namespaces: { matchLabels: { a: null } } } }), []],
  ["an annotation that is no text", cnp({}, { name: "p", annotations: { a: 1 } }), [
    [
      "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.annotations of type string",
      `\`metadata.annotations.a\` is 1 (a number) where a string is expected, ${server}`,
    ],
  ]],
  ["an expression without operator", cnp({ subject: { namespaces: { matchExpressions: [{ key: "a" }] } } }), [
    missing("spec.subject.namespaces.matchExpressions[0].operator"),
  ]],
  ["an operator that nobody knows", cnp({ subject: { namespaces: expression("Is") } }), [
    [
      'spec.subject.namespaces.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator',
      '`spec.subject.namespaces.matchExpressions[0].operator` is "Is", ' +
        `which is not one of In, NotIn, Exists, DoesNotExist, ${nobody}`,
    ],
  ]],
  ["In without values", anpTo({ to: [{ pods: { namespaceSelector: {}, podSelector: expression("In") } }] }), [
    [
      `${to0}.pods.podSelector.matchExpressions[0].values: Required value: ` +
        "must be specified when `operator` is 'In' or 'NotIn'",
      `\`${to0}.pods.podSelector.matchExpressions[0].values\` needs at least one value ` +
        `for the operators In and NotIn, ${nobody}`,
    ],
  ]],
  ["ANP as v1alpha2", { ...anp(), apiVersion: "policy.networking.k8s.io/v1alpha2" }, [
    [
      'no matches for kind "AdminNetworkPolicy" in version "policy.networking.k8s.io/v1alpha2"',
      '`apiVersion` is "policy.networking.k8s.io/v1alpha2", but AdminNetworkPolicy is served as ' +
        `"policy.networking.k8s.io/v1alpha1" only, ${server}`,
    ],
  ]],
  ["another kind", { ...cnp(), kind: "NetworkPolicy" }, [
    [
      'no matches for kind "NetworkPolicy" in version "policy.networking.k8s.io/v1alpha2"',
      `\`kind\` is "NetworkPolicy", which is no cluster-scoped network policy, ${server}`,
    ],
  ]],
];

describe("both channels", () => {
  it.each(both)("%s", (_item, value, expected) => {
    const inChannel = (channel: "standard" | "experimental"): Answer[] => answers(value, channel);
    // Messages that list the fields of egress peers differ; they have cases of their own.
    expect(inChannel("standard")).toEqual(expected);
    expect(inChannel("experimental")).toEqual(expected);
  });
});

const domains = (...domainNames: string[]): JsonValue => cnpTo({ to: [{ domainNames }] });
const experimentalOnly = "is a field of the experimental channel only";

function namedBeside(field: string, peer: string, kinds = "networks/nodes/domainNames"): Answer {
  return [
    `${egress0}: Invalid value: "object": ${kinds} peer cannot be set with namedPorts ` +
      `since there are no namedPorts for ${kinds}`,
    `\`${egress0}\` has a \`${field}\` and a peer by \`${peer}\`, which has no named ports, ${server}`,
  ];
}

const byChannel: readonly (readonly [
  item: string,
  value: JsonValue,
  standard: readonly Answer[],
  experimental: readonly Answer[],
])[] = [
  [
    "egress peer empty",
    anpTo({ to: [{}] }),
    [none(to0, `has none of the fields ${peerFields}`)],
    [none(to0, `has none of the fields ${allPeerFields}`)],
  ],
  [
    "egress peer with two fields",
    cnpTo({ to: [{ namespaces: {}, networks: ["::/0"] }] }),
    [several(to0, 2, peerFields)],
    [several(to0, 2, allPeerFields)],
  ],
  [
    "nodes",
    cnpTo({ to: [{ nodes: { matchLabels: { a: "b" } } }] }),
    [unknown(`${to0}.nodes`, experimentalOnly), none(to0, `has none of the fields ${peerFields}`)],
    [],
  ],
  [
    "nodes of a BANP",
    banpTo({ to: [{ nodes: {} }] }),
    [unknown(`${to0}.nodes`, experimentalOnly), none(to0, `has none of the fields ${peerFields}`)],
    [],
  ],
  [
    "domainNames of a BANP",
    banpTo({ to: [{ domainNames: ["a.example"] }] }),
    [
      unknown(`${to0}.domainNames`, "is no field of a BaselineAdminNetworkPolicy"),
      none(to0, `has none of the fields ${peerFields}`),
    ],
    [
      unknown(`${to0}.domainNames`, "is no field of a BaselineAdminNetworkPolicy"),
      none(to0, `has none of the fields ${peerFields}, \`nodes\``),
    ],
  ],
  [
    "domainNames",
    domains("a.example", "*.b.example", "c_d.example."),
    [unknown(`${to0}.domainNames`, experimentalOnly), none(to0, `has none of the fields ${peerFields}`)],
    [],
  ],
  [
    "v1alpha1 named port",
    anpTo({ ports: [{ namedPort: "web" }] }),
    [
      unknown(`${egress0}.ports[0].namedPort`, experimentalOnly),
      none(`${egress0}.ports[0]`, "has none of the fields `portNumber`, `portRange`"),
    ],
    [],
  ],
  [
    "named port with networks",
    cnpTo({ to: [{ networks: ["10.0.0.0/8"] }], protocols: [{ destinationNamedPort: "web" }] }),
    [],
    [namedBeside("destinationNamedPort", "networks")],
  ],
];

describe("one channel", () => {
  it.each(byChannel)("%s", (_item, value, standard, experimental) => {
    expect(answers(value, "standard")).toEqual(standard);
    expect(answers(value, "experimental")).toEqual(experimental);
  });
});

const onlyExperimental: readonly (readonly [item: string, value: JsonValue, expected: readonly Answer[]])[] = [
  ["one label", domains("localhost"), [domain(`${to0}.domainNames[0]`, "localhost")]],
  ["a wildcard inside", domains("a.*.example"), [domain(`${to0}.domainNames[0]`, "a.*.example")]],
  ["a wildcard for a part", domains("a*.example"), [domain(`${to0}.domainNames[0]`, "a*.example")]],
  ["empty", domains(""), [domain(`${to0}.domainNames[0]`, "")]],
  ["a line break at the end", domains("a.example\n"), [
    [
      `${to0}.domainNames[0]: Invalid value: "a.example\\n": ` +
        `${to0}.domainNames[0] in body should match '${domainPattern}'`,
      `\`${to0}.domainNames[0]\` is "a.example\\n", but a domain name has at least two labels of letters, digits, ` +
        `\`-\` and \`_\`, and \`*.\` only in front, ${server}`,
    ],
  ]],
  ["what A-z lets in", domains("[.example", "_a.example", "^.`", "].example", "\\.example"), []],
  ["only in front of a label", domains("a[.example"), [domain(`${to0}.domainNames[0]`, "a[.example")]],
  ["a name twice", domains("a.b", "a.b"), [
    [
      `${to0}.domainNames[1]: Duplicate value: "a.b"`,
      `\`${to0}.domainNames[1]\` is "a.b", which the list already has, ${server}`,
    ],
  ]],
  ["25 names", domains(...times(25, (index) => `a${index}.b`).map(String)), []],
  ["26 names", domains(...times(26, (index) => `a${index}.b`).map(String)), [tooMany(`${to0}.domainNames`, 26, 25)]],
  ["named port with nodes", anpTo({ to: [{ nodes: {} }], ports: [{ namedPort: "web" }] }), [
    namedBeside("namedPort", "nodes"),
  ]],
  ["named port with domainNames and pods", cnpTo({
    to: [{ namespaces: {} }, { domainNames: ["a.b"] }],
    protocols: [tcp(80), { destinationNamedPort: "web" }],
  }), [
    namedBeside("destinationNamedPort", "domainNames"),
  ]],
  ["named port with networks in a BANP", banpTo({ to: [{ networks: ["::/0"] }], ports: [{ namedPort: "web" }] }), [
    namedBeside("namedPort", "networks", "networks/nodes"),
  ]],
  ["named port with pods", cnpTo({ protocols: [{ destinationNamedPort: "web" }] }), []],
  ["named port in another rule", anp({
    egress: [
      { action: "Deny", to: [{ networks: ["::/0"] }] },
      { action: "Deny", to: [{ namespaces: {} }], ports: [{ namedPort: "web" }] },
    ],
  }), []],
];

describe("the experimental channel", () => {
  it.each(onlyExperimental)("%s", (_item, value, expected) => {
    expect(answers(value, "experimental")).toEqual(expected);
  });
});

interface UnknownField {
  readonly item: string;
  readonly value: JsonValue;
  readonly suggestion?: string;
  readonly effect: string;
}

const unknownFields: readonly UnknownField[] = [
  {
    item: "ports in v1alpha2",
    value: cnpTo({ ports: [] }),
    suggestion: "protocols",
    effect: "the rule matches the peers in `to` on every port",
  },
  {
    item: "protocols in v1alpha1",
    value: anpFrom({ protocols: [], ports: [portNumber(80)] }),
    suggestion: "ports",
    effect: "the rule matches the peers in `from` on the ports in `ports`",
  },
  {
    item: "a selector for a subject",
    value: cnp({ podSelector: {}, egress: [rule] }),
    suggestion: "subject.pods.podSelector",
    effect: "the policy has no ingress rules and 1 egress rule",
  },
  {
    item: "a selector for a peer",
    value: cnpTo({ to: [{ podSelector: {} }] }),
    suggestion: "pods.podSelector",
    effect: "the object is refused",
  },
  {
    item: "a second field of a peer",
    value: anpTo({ to: [{ namespaces: {}, namespaceSelectors: {} }] }),
    effect: "the peer matches by `namespaces` alone",
  },
  {
    item: "namedPort in v1alpha2",
    value: cnpTo({ protocols: [{ namedPort: "web", ...(tcp(80) as object) }] }),
    suggestion: "destinationNamedPort",
    effect: "the item matches by `tcp` alone",
  },
  {
    item: "a number without destinationPort",
    value: cnpTo({ protocols: [{ tcp: { number: 80 } }] }),
    suggestion: "destinationPort.number",
    effect: "the object is refused",
  },
  {
    item: "a misspelt protocol",
    value: anpTo({ ports: [{ portNumber: { protocl: "UDP", port: 53 } }] }),
    suggestion: "protocol",
    effect: "the item matches TCP alone",
  },
  {
    item: "a label without matchLabels",
    value: cnp({ subject: { namespaces: { team: "a" } } }),
    suggestion: "matchLabels.team",
    effect: "the selector selects every namespace",
  },
  {
    item: "a name of nobody's",
    value: JSON.parse(
      '{"apiVersion":"policy.networking.k8s.io/v1alpha2","kind":"ClusterNetworkPolicy","metadata":{"name":"p"},' +
        '"spec":{"tier":"Admin","priority":1,"subject":{"namespaces":{}},"__proto__":{}}}',
    ) as JsonValue,
    effect: "the policy has no ingress rules and no egress rules",
  },
];

describe("unknown fields", () => {
  it.each(unknownFields)("$item", ({ value, suggestion, effect }) => {
    const [refusal] = validateClusterPolicy(value, { channel: "standard" });
    expect(refusal?.reason).toBe("UnknownField");
    expect(refusal?.suggestion).toBe(suggestion);
    expect(refusal?.withoutStrict).toBe(`Without strict field validation the field is dropped, and ${effect}.`);
  });
});

const keys = [
  ..."apiVersion kind metadata name labels spec tier priority subject namespaces pods namespaceSelector".split(" "),
  ..."podSelector matchLabels matchExpressions key operator values ingress egress from to action ports".split(" "),
  ..."protocols portNumber portRange namedPort protocol port start end tcp udp destinationPort number".split(" "),
  ..."range destinationNamedPort networks nodes domainNames __proto__ constructor toString".split(" "),
  "",
] as const;
const scalars = fc.oneof(
  fc.constantFrom<JsonValue>(null, true, "", "In", "Exists", "10.0.0.0/8", "a.b", "web", "TCP", "Allow", "Accept"),
  fc.constantFrom<JsonValue>(-1, 80, 80.5, "AdminNetworkPolicy", "ClusterNetworkPolicy", "Baseline", "__proto__"),
  fc.string({ unit: "binary" }),
  fc.double(),
);
const documents = fc.letrec<{ readonly value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 7, depthSize: "large" },
    scalars,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie("value"), { maxKeys: 5 }),
  ),
})).value;

const policies = fc
  .record({ metadata: documents, peer: documents, port: documents, rest: documents })
  .chain(({ metadata, peer, port, rest }) => {
    const rules = [rest, { action: "Deny", from: [peer], to: [peer], ports: [port], protocols: [port] }];
    const changes = { ingress: rules, egress: rules, subject: rest };
    return fc.constantFrom<JsonValue>(anp(changes, metadata), banp(changes, metadata), cnp(changes, metadata), rest);
  });

it("answers any JSON, and the parts of an answer agree", () => {
  fc.assert(
    fc.property(policies, fc.constantFrom("standard" as const, "experimental" as const), (value, channel) => {
      for (const refusal of validateClusterPolicy(value, { channel })) {
        const { path, at, reason, serverMessage, message, withoutStrict } = refusal;
        expect(at.slice(0, path.length)).toEqual(path);
        expect(message.startsWith(`\`${formatPath(at)}\` `)).toBe(true);
        expect(withoutStrict !== undefined).toBe(reason === "UnknownField");
        expect(serverMessage).not.toContain("undefined");
      }
    }),
    { numRuns: 2000 },
  );
});
