import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Refusal } from "../../src/resources/refusal.js";
import { validateNetworkPolicy } from "../../src/resources/validate-network-policy.js";
import { formatPath, type JsonObject, type JsonValue } from "../../src/source/json-value.js";

interface ConformanceCase {
  readonly id: string;
  readonly policy: JsonValue;
  readonly errors: readonly (readonly [path: string, reason: string])[];
  readonly errorsStrictCIDR: ConformanceCase["errors"];
}

const conformance = JSON.parse(
  readFileSync(new URL("../../../../fixtures/conformance/api-validation.json", import.meta.url), "utf8"),
) as readonly ConformanceCase[];

describe("what the API server answers", () => {
  it("has all cases", () => {
    expect(conformance.length).toBe(72);
  });

  it.each(conformance)("$id, gate off", ({ policy, errors }) => {
    expect(pathsAndReasons(validateNetworkPolicy(policy, { strictCidr: false }))).toEqual(errors);
  });

  it.each(conformance)("$id, gate on", ({ policy, errorsStrictCIDR }) => {
    expect(pathsAndReasons(validateNetworkPolicy(policy, { strictCidr: true }))).toEqual(errorsStrictCIDR);
  });
});

function pathsAndReasons(refusals: readonly Refusal[]): string[][] {
  return refusals.map(({ path, reason }) => [formatPath(path), reason]);
}

function policy(spec: JsonValue, metadata: JsonValue = { name: "p" }): JsonObject {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec };
}

function ingress(rule: JsonValue): JsonObject {
  return policy({ ingress: [rule] });
}

function from(peer: JsonValue): JsonObject {
  return ingress({ from: [peer] });
}

function port(item: JsonValue): JsonObject {
  return ingress({ ports: [item] });
}

function ipBlock(block: JsonValue): JsonObject {
  return from({ ipBlock: block });
}

function selector(value: JsonValue): JsonObject {
  return policy({ podSelector: value });
}

function expression(value: JsonValue): JsonObject {
  return selector({ matchExpressions: [value] });
}

function named(name: string): JsonObject {
  return policy({}, { name });
}

function serverMessages(value: JsonValue, strictCidr = false): string[] {
  return validateNetworkPolicy(value, { strictCidr }).map(({ serverMessage }) => serverMessage);
}

const long = (length: number): string => "a".repeat(length);
const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and " +
  "end with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const dnsLabel =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with " +
  "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const labelKey =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
  "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is " +
  "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const labelValue =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and " +
  "end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
  "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const notCidr = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
const block0 = "spec.ingress[0].from[0].ipBlock";
const in0 = "spec.ingress[0]";
const podLabels = "spec.podSelector.matchLabels";
const expression0 = "spec.podSelector.matchExpressions[0]";

/** One item of the checklist each, with what the server answers. */
const checklist: readonly (readonly [item: string, value: JsonValue, answer: readonly string[]])[] = [
  ["D5 status", { ...policy({}), status: {} }, ['strict decoding error: unknown field "status"']],
  ["M1 no name", policy({}, {}), ["metadata.name: Required value: name or generateName is required"]],
  ["M1 null name", policy({}, { name: null }), ["metadata.name: Required value: name or generateName is required"]],
  ["M1 empty name", policy({}, { name: "" }), ["metadata.name: Required value: name or generateName is required"]],
  ["M1 no metadata", { spec: {} }, ["metadata.name: Required value: name or generateName is required"]],
  ["M1 null metadata", policy({}, null), ["metadata.name: Required value: name or generateName is required"]],
  ["M1 generateName", policy({}, { generateName: "deny-" }), []],
  ["M1 generateName without a hyphen", policy({}, { generateName: "deny" }), []],
  [
    "M1 generateName that ends a part",
    policy({}, { generateName: "deny." }),
    [`metadata.generateName: Invalid value: "deny.": ${subdomain}`],
  ],
  ["M1 generateName beside a name", policy({}, { name: "p", generateName: "A-" }), []],
  [
    "M1 generateName whose first check passes",
    policy({}, { generateName: "A-" }),
    [`metadata.name: Invalid value: "A-xxxxx": ${subdomain}`],
  ],
  [
    "M1 bad generateName",
    policy({}, { generateName: "Deny-" }),
    [
      `metadata.generateName: Invalid value: "Deny-": ${subdomain}`,
      `metadata.name: Invalid value: "Deny-xxxxx": ${subdomain}`,
    ],
  ],
  ["M2 syntax", named("Deny"), [`metadata.name: Invalid value: "Deny": ${subdomain}`]],
  ["M2 end of a part", named("a.-b"), [`metadata.name: Invalid value: "a.-b": ${subdomain}`]],
  ["M2 line break at the end", named("a\n"), [`metadata.name: Invalid value: "a\\n": ${subdomain}`]],
  ["M2 253 bytes", named(long(253)), []],
  ["M2 254 bytes", named(long(254)), [`metadata.name: Invalid value: "${long(254)}": must be no more than 253 bytes`]],
  [
    "namespace with a dot",
    policy({}, { name: "p", namespace: "a.b" }),
    ['metadata.namespace: Invalid value: "a.b": must not contain dots'],
  ],
  [
    "namespace syntax",
    policy({}, { name: "p", namespace: "Prod" }),
    [`metadata.namespace: Invalid value: "Prod": ${dnsLabel}`],
  ],
  [
    "namespace length",
    policy({}, { name: "p", namespace: long(64) }),
    [`metadata.namespace: Invalid value: "${long(64)}": must be no more than 63 bytes`],
  ],
  [
    "M3 label key",
    policy({}, { name: "p", labels: { "a b": "x" } }),
    [`metadata.labels: Invalid value: "a b": name part ${labelKey}`],
  ],
  [
    "M3 label value",
    policy({}, { name: "p", labels: { a: "-" } }),
    [`metadata.labels: Invalid value: "-": ${labelValue}`],
  ],
  [
    "M3 label that is no text",
    policy({}, { name: "p", labels: { on: true } }),
    ["json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string"],
  ],
  ["M3 annotation key in upper case", policy({}, { name: "p", annotations: { "Example.COM/Key": "any text" } }), []],
  [
    "M3 annotation key",
    policy({}, { name: "p", annotations: { "": "x" } }),
    [
      'metadata.annotations: Invalid value: "": name part must be non-empty',
      `metadata.annotations: Invalid value: "": name part ${labelKey}`,
    ],
  ],
  [
    "M3 annotation that is no text",
    policy({}, { name: "p", annotations: { "example.com/since": 2024 } }),
    ["json: cannot unmarshal number into Go struct field ObjectMeta.metadata.annotations of type string"],
  ],
  ["M3 annotations of 262144 bytes", policy({}, { name: "p", annotations: { a: long(131071), b: long(131071) } }), []],
  [
    "M3 annotations of 262145 bytes, in UTF-8",
    policy({}, { name: "p", annotations: { a: `é€😀${long(262135)}` } }),
    ["metadata.annotations: Too long: may not be more than 262144 bytes"],
  ],
  [
    "S1 two slashes",
    selector({ matchLabels: { "a/b/c": "x" } }),
    [
      `${podLabels}: Invalid value: "a/b/c": a valid label key ${labelKey}` +
        " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    ],
  ],
  [
    "S1 empty prefix",
    selector({ matchLabels: { "/b": "x" } }),
    [`${podLabels}: Invalid value: "/b": prefix part must be non-empty`],
  ],
  [
    "S1 prefix syntax",
    selector({ matchLabels: { "A/b": "x" } }),
    [`${podLabels}: Invalid value: "A/b": prefix part ${subdomain}`],
  ],
  [
    "S1 prefix of 254 bytes",
    selector({ matchLabels: { [`${long(254)}/b`]: "x" } }),
    [`${podLabels}: Invalid value: "${long(254)}/b": prefix part must be no more than 253 bytes`],
  ],
  [
    "S1 name of 64 bytes",
    selector({ matchLabels: { [long(64)]: "x" } }),
    [`${podLabels}: Invalid value: "${long(64)}": name part must be no more than 63 bytes`],
  ],
  ["S1 longest key", selector({ matchLabels: { [`${long(253)}/${long(63)}`]: "x" } }), []],
  ["S2 value", selector({ matchLabels: { app: "a b" } }), [`${podLabels}: Invalid value: "a b": ${labelValue}`]],
  ["S2 null value is empty", selector({ matchLabels: { app: null } }), []],
  [
    "S2 value of 64 bytes",
    selector({ matchLabels: { app: long(64) } }),
    [`${podLabels}: Invalid value: "${long(64)}": must be no more than 63 bytes`],
  ],
  [
    "S3 operator",
    expression({ key: "app", operator: "in", values: ["x"] }),
    [`${expression0}.operator: Invalid value: "in": not a valid selector operator`],
  ],
  [
    "S3 no operator",
    expression({ key: "app" }),
    [`${expression0}.operator: Invalid value: "": not a valid selector operator`],
  ],
  [
    "S4 In without values",
    expression({ key: "app", operator: "In" }),
    [`${expression0}.values: Required value: must be specified when \`operator\` is 'In' or 'NotIn'`],
  ],
  [
    "S4 NotIn with null",
    expression({ key: "app", operator: "NotIn", values: null }),
    [`${expression0}.values: Required value: must be specified when \`operator\` is 'In' or 'NotIn'`],
  ],
  [
    "S5 DoesNotExist with values",
    expression({ key: "app", operator: "DoesNotExist", values: ["x"] }),
    [`${expression0}.values: Forbidden: may not be specified when \`operator\` is 'Exists' or 'DoesNotExist'`],
  ],
  ["S5 Exists with an empty list", expression({ key: "app", operator: "Exists", values: [] }), []],
  [
    "S6 expression key",
    expression({ key: "app:", operator: "Exists" }),
    [`${expression0}.key: Invalid value: "app:": name part ${labelKey}`],
  ],
  [
    "S7 expression value",
    expression({ key: "app", operator: "In", values: ["ok", "a b"] }),
    [`${expression0}.values[1]: Invalid value: "a b": ${labelValue}`],
  ],
  [
    "S a null expression",
    expression(null),
    [
      `${expression0}.operator: Invalid value: "": not a valid selector operator`,
      `${expression0}.key: Invalid value: "": name part must be non-empty`,
      `${expression0}.key: Invalid value: "": name part ${labelKey}`,
    ],
  ],
  ["P1 empty peer", from({}), [`${in0}.from[0]: Required value: must specify a peer`]],
  ["P1 null peer", from(null), [`${in0}.from[0]: Required value: must specify a peer`]],
  [
    "P1 egress",
    policy({ egress: [{ to: [{ podSelector: null, ipBlock: null }] }] }),
    ["spec.egress[0].to[0]: Required value: must specify a peer"],
  ],
  [
    "P2 block and selector",
    from({ ipBlock: { cidr: "10.0.0.0/8" }, namespaceSelector: {} }),
    [`${in0}.from[0]: Forbidden: may not specify both ipBlock and another peer`],
  ],
  ["I1 no cidr", ipBlock({ except: ["x"] }), [`${block0}.cidr: Required value`]],
  ["I1 empty cidr", ipBlock({ cidr: "" }), [`${block0}.cidr: Required value`]],
  [
    "I2 address",
    ipBlock({ cidr: "10.0.0.1", except: ["x"] }),
    [
      `${block0}.cidr: Invalid value: "10.0.0.1": ${notCidr}`,
    ],
  ],
  [
    "I2 except",
    ipBlock({ cidr: "10.0.0.0/8", except: [null, "10.0.0.1"] }),
    [
      `${block0}.except[0]: Invalid value: "": ${notCidr}`,
      `${block0}.except[1]: Invalid value: "10.0.0.1": ${notCidr}`,
    ],
  ],
  [
    "I4 equal",
    ipBlock({ cidr: "10.0.0.0/8", except: ["10.0.0.0/8"] }),
    [`${block0}.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of \`cidr\``],
  ],
  ["I4 IPv4 written as IPv6", ipBlock({ cidr: "10.0.0.0/8", except: ["::ffff:10.1.0.0/112"] }), []],
  [
    "I4 lengths of different families",
    ipBlock({ cidr: "::ffff:10.0.0.0/104", except: ["10.1.0.0/16"] }),
    [`${block0}.except[0]: Invalid value: "10.1.0.0/16": must be a strict subset of \`cidr\``],
  ],
  [
    "T1 lower case",
    port({ protocol: "tcp" }),
    [`${in0}.ports[0].protocol: Unsupported value: "tcp": supported values: "TCP", "UDP", "SCTP"`],
  ],
  [
    "T1 empty",
    port({ protocol: "" }),
    [`${in0}.ports[0].protocol: Unsupported value: "": supported values: "TCP", "UDP", "SCTP"`],
  ],
  ["T2 zero", port({ port: 0 }), [`${in0}.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive`]],
  ["T2 the ends", ingress({ ports: [{ port: 1 }, { port: 65535, endPort: 65535 }] }), []],
  [
    "T3 number in quotes",
    port({ port: "80" }),
    [`${in0}.ports[0].port: Invalid value: "80": must contain at least one letter (a-z)`],
  ],
  [
    "T3 everything at once",
    port({ port: "--HTTP_METRICS-2" }),
    [
      "must be no more than 15 bytes",
      "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
      "must contain at least one letter (a-z)",
      "must not contain consecutive hyphens",
      "must not begin or end with a hyphen",
    ].map((rule) => `${in0}.ports[0].port: Invalid value: "--HTTP_METRICS-2": ${rule}`),
  ],
  ["T3 15 bytes", port({ port: "a-2345678901234" }), []],
  [
    "T3 ends with a hyphen",
    port({ port: "http-" }),
    [`${in0}.ports[0].port: Invalid value: "http-": must not begin or end with a hyphen`],
  ],
  [
    "T4 alone",
    port({ endPort: 90, port: null }),
    [`${in0}.ports[0].endPort: Invalid value: 90: may not be specified when \`port\` is not specified`],
  ],
  [
    "T5 name",
    port({ port: "http", endPort: 90 }),
    [`${in0}.ports[0].endPort: Invalid value: 90: may not be specified when \`port\` is non-numeric`],
  ],
  [
    "T6 less",
    port({ port: 90, endPort: 80 }),
    [`${in0}.ports[0].endPort: Invalid value: 80: must be greater than or equal to \`port\``],
  ],
  [
    "T7 too large",
    port({ port: 90, endPort: 65536 }),
    [`${in0}.ports[0].endPort: Invalid value: 65536: must be between 1 and 65535, inclusive`],
  ],
  [
    "Y1 three",
    policy({ policyTypes: ["Ingress", "Egress", "x"] }),
    [
      'spec.policyTypes: Invalid value: []networking.PolicyType{"Ingress", "Egress", "x"}: ' +
        "may not specify more than two policyTypes",
    ],
  ],
  [
    "Y2 lower case and null",
    policy({ policyTypes: ["ingress", null] }),
    [
      'spec.policyTypes[0]: Unsupported value: "ingress": supported values: "Ingress", "Egress"',
      'spec.policyTypes[1]: Unsupported value: "": supported values: "Ingress", "Egress"',
    ],
  ],
  [
    "the server's order",
    policy(
      {
        policyTypes: ["x"],
        egress: [{ to: [{}] }],
        ingress: [{ from: [{}], ports: [{ port: 0 }] }],
        podSelector: { matchExpressions: [{ key: "k" }] },
      },
      { labels: { a: "-" } },
    ),
    [
      "metadata.name: Required value: name or generateName is required",
      `metadata.labels: Invalid value: "-": ${labelValue}`,
      `${expression0}.operator: Invalid value: "": not a valid selector operator`,
      `${in0}.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive`,
      `${in0}.from[0]: Required value: must specify a peer`,
      "spec.egress[0].to[0]: Required value: must specify a peer",
      'spec.policyTypes[0]: Unsupported value: "x": supported values: "Ingress", "Egress"',
    ],
  ],
];

describe("the checklist", () => {
  it.each(checklist)("%s", (_item, value, answer) => {
    expect(serverMessages(value)).toEqual(answer);
  });

  it.each([
    ["010.0.0.0/8", "must not have leading 0s in IP or prefix length"],
    ["10.0.0.00/8", "must not have leading 0s in IP or prefix length"],
    ["10.0.0.0/08", "must not have leading 0s in IP or prefix length"],
    ["00001::/16", "must not have leading 0s in IP or prefix length"],
    ["::ffff:10.01.0.0/112", "must not have leading 0s in IP or prefix length"],
    ["::ffff:10.0.0.0/104", "must not have an IPv4-mapped IPv6 address"],
    ["::ffff:10.0.0.0/16", "must not have an IPv4-mapped IPv6 address"],
    ["192.168.1.5/24", "must not have bits set beyond the prefix length"],
    ["2001:db8::1/64", "must not have bits set beyond the prefix length"],
  ])("I3 %s with StrictIPCIDRValidation only", (cidr, detail) => {
    expect(serverMessages(ipBlock({ cidr }), false)).toEqual([]);
    expect(serverMessages(ipBlock({ cidr }), true)).toEqual([
      `${block0}.cidr: Invalid value: "${cidr}": ${detail}`,
    ]);
  });

  it.each(["0.0.0.0/0", "10.0.0.0/8", "100.0.20.0/24", "2001:0db8::/32", "::/0", "::10.0.0.0/128", "FD00::/8"])(
    "I3 leaves %s alone",
    (cidr) => {
      expect(serverMessages(ipBlock({ cidr }), true)).toEqual([]);
    },
  );
});

/** D3: the decoder's words, which name Go types and no list indexes. */
const wrongTypes: readonly (readonly [item: string, value: JsonValue, path: string, answer: string])[] = [
  ["document", [], "", "array into Go value of type v1.NetworkPolicy"],
  ["metadata", policy({}, "p"), "metadata", "string into Go struct field NetworkPolicy.metadata of type v1.ObjectMeta"],
  [
    "name",
    policy({}, { name: 5 }),
    "metadata.name",
    "number into Go struct field ObjectMeta.metadata.name of type string",
  ],
  [
    "owner",
    policy({}, { name: "p", ownerReferences: [{ controller: "yes" }] }),
    "metadata.ownerReferences[0].controller",
    "string into Go struct field OwnerReference.metadata.ownerReferences.controller of type bool",
  ],
  ["spec", policy(true), "spec", "bool into Go struct field NetworkPolicy.spec of type v1.NetworkPolicySpec"],
  [
    "selector",
    selector("app"),
    "spec.podSelector",
    "string into Go struct field NetworkPolicySpec.spec.podSelector of type v1.LabelSelector",
  ],
  [
    "label value",
    selector({ matchLabels: { version: 2 } }),
    "spec.podSelector.matchLabels",
    "number into Go struct field LabelSelector.spec.podSelector.matchLabels of type string",
  ],
  [
    "labels as a list",
    selector({ matchLabels: ["app"] }),
    "spec.podSelector.matchLabels",
    "array into Go struct field LabelSelector.spec.podSelector.matchLabels of type map[string]string",
  ],
  [
    "operator",
    expression({ key: "app", operator: 1 }),
    `${expression0}.operator`,
    "number into Go struct field LabelSelectorRequirement.spec.podSelector.matchExpressions.operator of type " +
      "v1.LabelSelectorOperator",
  ],
  [
    "values",
    expression({ key: "app", operator: "In", values: "x" }),
    `${expression0}.values`,
    "string into Go struct field LabelSelectorRequirement.spec.podSelector.matchExpressions.values of type []string",
  ],
  [
    "rules as a mapping",
    policy({ ingress: { from: [] } }),
    "spec.ingress",
    "object into Go struct field NetworkPolicySpec.spec.ingress of type []v1.NetworkPolicyIngressRule",
  ],
  [
    "peers as a mapping",
    policy({ egress: [{ to: { podSelector: {} } }] }),
    "spec.egress[0].to",
    "object into Go struct field NetworkPolicyEgressRule.spec.egress.to of type []v1.NetworkPolicyPeer",
  ],
  [
    "peer",
    from("web"),
    `${in0}.from[0]`,
    "string into Go struct field NetworkPolicyIngressRule.spec.ingress.from of type v1.NetworkPolicyPeer",
  ],
  [
    "cidr",
    ipBlock({ cidr: 10 }),
    `${block0}.cidr`,
    "number into Go struct field IPBlock.spec.ingress.from.ipBlock.cidr of type string",
  ],
  [
    "ports",
    ingress({ ports: 80 }),
    `${in0}.ports`,
    "number into Go struct field NetworkPolicyIngressRule.spec.ingress.ports of type []v1.NetworkPolicyPort",
  ],
  [
    "port 80.5",
    port({ port: 80.5 }),
    `${in0}.ports[0].port`,
    "number 80.5 into Go struct field NetworkPolicyPort.spec.ingress.ports.port of type int32",
  ],
  [
    "port of 33 bits",
    port({ port: 2147483648 }),
    `${in0}.ports[0].port`,
    "number 2147483648 into Go struct field NetworkPolicyPort.spec.ingress.ports.port of type int32",
  ],
  [
    "endPort in quotes",
    port({ port: 80, endPort: "90" }),
    `${in0}.ports[0].endPort`,
    "string into Go struct field NetworkPolicyPort.spec.ingress.ports.endPort of type int32",
  ],
  [
    "protocol",
    port({ protocol: 6 }),
    `${in0}.ports[0].protocol`,
    "number into Go struct field NetworkPolicyPort.spec.ingress.ports.protocol of type v1.Protocol",
  ],
  [
    "policy type",
    policy({ policyTypes: [1] }),
    "spec.policyTypes[0]",
    "number into Go struct field NetworkPolicySpec.spec.policyTypes of type v1.PolicyType",
  ],
];

describe("D3 wrong types", () => {
  it.each(wrongTypes)("%s", (_item, value, path, answer) => {
    const refusals = validateNetworkPolicy(value, { strictCidr: false });
    expect(pathsAndReasons(refusals)).toEqual([[path, "Decode"]]);
    expect(refusals[0]?.serverMessage).toBe(`json: cannot unmarshal ${answer}`);
  });

  it("points at the entry of a map", () => {
    const [refusal] = validateNetworkPolicy(selector({ matchLabels: { version: 2 } }), { strictCidr: false });
    expect(refusal?.at).toEqual(["spec", "podSelector", "matchLabels", "version"]);
    expect(refusal?.message).toBe(
      "`spec.podSelector.matchLabels.version` is 2 (a number) where a string is expected, " +
        "so the API server refuses the object.",
    );
  });

  it("come first, then unknown fields, then the rest", () => {
    const value = policy({ ingress: [{ from: [{ x: 1 }] }], podSelector: 5 });
    expect(pathsAndReasons(validateNetworkPolicy(value, { strictCidr: false }))).toEqual([
      ["spec.podSelector", "Decode"],
      ["spec.ingress[0].from[0].x", "UnknownField"],
      ["spec.ingress[0].from[0]", "Required"],
    ]);
  });
});

interface UnknownField {
  readonly item: string;
  readonly value: JsonValue;
  readonly field: string;
  readonly suggestion?: string;
  readonly effect: string;
}

const peerRefused = "the peer is empty and the object is refused";
const everyone = "the rule allows every peer on every port";

const unknownFields: readonly UnknownField[] = [
  {
    item: "labels directly in a peer",
    value: from({ matchLabels: { app: "web" } }),
    field: "spec.ingress[0].from[0].matchLabels",
    suggestion: "podSelector.matchLabels",
    effect: peerRefused,
  },
  {
    item: "plural",
    value: from({ podSelector: {}, namespaceSelectors: {} }),
    field: "spec.ingress[0].from[0].namespaceSelectors",
    suggestion: "namespaceSelector",
    effect: "the peer is every pod of the policy's namespace",
  },
  {
    item: "ports in a peer",
    value: policy({ egress: [{ to: [{ podSelector: {}, ports: [{ port: 53 }] }] }] }),
    field: "spec.egress[0].to[0].ports",
    suggestion: "spec.egress[0].ports",
    effect: "the peer is every pod of the policy's namespace",
  },
  {
    item: "from in an egress rule",
    value: policy({ egress: [{ from: [{ podSelector: {} }], ports: [{ port: 53 }] }] }),
    field: "spec.egress[0].from",
    suggestion: "to",
    effect: "the rule allows every peer on the ports in `ports`",
  },
  {
    item: "to in an ingress rule",
    value: ingress({ to: [] }),
    field: "spec.ingress[0].to",
    suggestion: "from",
    effect: everyone,
  },
  {
    item: "a peer in place of a rule",
    value: ingress({ podSelector: {} }),
    field: "spec.ingress[0].podSelector",
    suggestion: "from[].podSelector",
    effect: everyone,
  },
  {
    item: "a misspelt field of a rule",
    value: ingress({ from: [{ podSelector: {} }], prots: [{ port: 1 }] }),
    field: "spec.ingress[0].prots",
    suggestion: "ports",
    effect: "the rule allows the peers in `from` on every port",
  },
  {
    item: "a selector within a selector",
    value: from({ namespaceSelector: { matchLabels: { a: "b" }, podSelector: {} } }),
    field: "spec.ingress[0].from[0].namespaceSelector.podSelector",
    suggestion: "spec.ingress[0].from[0].podSelector",
    effect: "the selector selects namespaces by what remains",
  },
  {
    item: "a label without matchLabels",
    value: from({ namespaceSelector: { team: "a" } }),
    field: "spec.ingress[0].from[0].namespaceSelector.team",
    suggestion: "matchLabels.team",
    effect: "the selector selects every namespace",
  },
  {
    item: "lower case",
    value: selector({ matchlabels: { app: "web" } }),
    field: "spec.podSelector.matchlabels",
    suggestion: "matchLabels",
    effect: "the policy selects every pod of its namespace",
  },
  {
    item: "value for values",
    value: expression({ key: "app", operator: "Exists", value: [] }),
    field: `${expression0}.value`,
    suggestion: "values",
    effect: "the expression selects by what remains",
  },
  {
    item: "an ordinary name",
    value: JSON.parse('{"metadata":{"name":"p"},"spec":{"__proto__":{},"egress":[{}]}}') as JsonValue,
    field: "spec.__proto__",
    effect: "the policy selects every pod of its namespace and isolates for Ingress (allows nothing) and Egress",
  },
  {
    item: "upper case",
    value: policy({ podSelector: { matchLabels: { a: "b" } }, Egress: [] }),
    field: "spec.Egress",
    suggestion: "egress",
    effect: "the policy selects pods by `podSelector` and isolates for Ingress (allows nothing)",
  },
  {
    item: "no spec around it",
    value: { metadata: { name: "p" }, policyTypes: ["Egress"] },
    field: "policyTypes",
    suggestion: "spec.policyTypes",
    effect: "the policy selects every pod of its namespace and isolates for Ingress (allows nothing)",
  },
  {
    item: "status",
    value: { ...policy({ policyTypes: ["Egress"] }), status: {} },
    field: "status",
    effect: "the policy selects every pod of its namespace and isolates for Egress (allows nothing)",
  },
  {
    item: "another word",
    value: port({ targetPort: 80 }),
    field: "spec.ingress[0].ports[0].targetPort",
    suggestion: "port",
    effect: "the item matches every port of TCP",
  },
  {
    item: "lower case endport",
    value: port({ port: 80, endport: 90, protocol: "UDP" }),
    field: "spec.ingress[0].ports[0].endport",
    suggestion: "endPort",
    effect: "the item matches `port` alone, of the written protocol",
  },
  {
    item: "misspelt except",
    value: ipBlock({ cidr: "10.0.0.0/8", excepts: ["10.0.0.0/9"] }),
    field: "spec.ingress[0].from[0].ipBlock.excepts",
    suggestion: "except",
    effect: "the block matches every address of `cidr`",
  },
  {
    item: "a field of metadata that is gone",
    value: policy({}, { name: "p", clusterName: "c" }),
    field: "metadata.clusterName",
    effect: "nothing else changes",
  },
];

describe("D1 unknown fields", () => {
  it.each(unknownFields)("$item", ({ value, field, suggestion, effect }) => {
    const [refusal] = validateNetworkPolicy(value, { strictCidr: false });
    expect(refusal?.reason).toBe("UnknownField");
    expect(refusal?.serverMessage).toBe(`strict decoding error: unknown field "${field}"`);
    expect(refusal?.suggestion).toBe(suggestion);
    expect(refusal?.withoutStrict).toBe(`Without strict field validation the field is dropped, and ${effect}.`);
  });

  it.each([
    [
      "a selector that is one after all",
      from({ namespaceSelector: {}, podselector: { matchLabels: { app: "web" } } }),
      "the peer is every pod of every namespace",
    ],
    [
      "a selector that still selects",
      from({ podSelector: { matchLabels: { app: "web" } }, namespaceSelectors: {} }),
      "the peer matches by `podSelector` alone",
    ],
    [
      "several at once",
      policy({ podSelector: { app: "web" }, Ingress: [], egress: [{ form: [], prots: [] }] }),
      "the policy selects every pod of its namespace and isolates for Ingress (allows nothing) and Egress",
    ],
    [
      "another mistake",
      policy({ ingress: [{ form: [{ podSelector: {} }] }], policyTypes: ["ingress"] }),
      "the rule allows every peer on every port, but the object is refused for `spec.policyTypes[0]`",
    ],
  ])("says what is left: %s", (_item, value, effect) => {
    const refusals = validateNetworkPolicy(value, { strictCidr: false });
    const effects = refusals.map(({ withoutStrict }) => withoutStrict);
    expect(effects).toContain(`Without strict field validation the field is dropped, and ${effect}.`);
  });

  it("knows every field of metadata", () => {
    const metadata = {
      name: "p",
      generateName: "p-",
      namespace: "n",
      selfLink: "",
      uid: "u",
      resourceVersion: "1",
      generation: 1,
      creationTimestamp: null,
      deletionTimestamp: "2024-01-01T00:00:00Z",
      deletionGracePeriodSeconds: 30,
      labels: { a: "b" },
      annotations: { a: "b c" },
      ownerReferences: [
        { apiVersion: "v1", kind: "ConfigMap", name: "c", uid: "u", controller: true, blockOwnerDeletion: false },
      ],
      finalizers: ["example.com/x"],
      managedFields: [
        {
          manager: "kubectl",
          operation: "Apply",
          apiVersion: "networking.k8s.io/v1",
          time: "2024-01-01T00:00:00Z",
          fieldsType: "FieldsV1",
          fieldsV1: { "f:spec": { "f:podSelector": {} } },
          subresource: "",
        },
      ],
    };
    expect(serverMessages(policy({}, metadata))).toEqual([]);
  });
});

it("says in one sentence what is wrong and what follows", () => {
  const value = policy({ policyTypes: ["egress"], ingress: [{ from: [{ podSelectors: {} }] }] });
  expect(validateNetworkPolicy(value, { strictCidr: false }).map(({ message }) => message)).toEqual([
    "`spec.ingress[0].from[0].podSelectors` is not a field of NetworkPolicyPeer " +
      "(did you mean `podSelector`?), so the API server refuses the object.",
    "`spec.ingress[0].from[0]` has none of `podSelector`, `namespaceSelector` and `ipBlock` " +
      "(null counts as missing), so the API server refuses the object.",
    '`spec.policyTypes[0]` is "egress", which is not one of "Ingress", "Egress", so the API server refuses the object.',
  ]);
});

it("shows text that breaks a rule of syntax", () => {
  const value = policy(
    {
      podSelector: { matchLabels: { "a/b": "c d" } },
      ingress: [{ ports: [{ port: "80" }], from: [{ ipBlock: { cidr: "10.0.0.1" } }] }],
    },
    { name: "p", labels: { "a:": "" } },
  );
  const refused = "so the API server refuses the object.";
  const syntax = "may hold only letters, digits, `-`, `_` and `.`, with a letter or digit at both ends";
  expect(validateNetworkPolicy(value, { strictCidr: false }).map(({ message }) => message)).toEqual([
    `\`metadata.labels.a:\` has the key "a:", but the name in it ${syntax}, ${refused}`,
    `\`${podLabels}.a/b\` has the value "c d", but ${syntax}, ${refused}`,
    `\`${in0}.ports[0].port\` is "80", but needs a lower case letter ` +
      `(a quoted number is a port name, not a number), ${refused}`,
    `\`${block0}.cidr\` is "10.0.0.1", but an address needs a prefix length, ${refused}`,
  ]);
});

const keys = [
  ..."metadata name generateName namespace labels annotations spec status podSelector namespaceSelector".split(" "),
  ..."ipBlock cidr except matchLabels matchExpressions key operator values ingress egress from to ports".split(" "),
  ..."port endPort protocol policyTypes ownerReferences __proto__ constructor toString hasOwnProperty".split(" "),
  "",
] as const;
const scalars = fc.oneof(
  fc.constantFrom<JsonValue>(null, true, "", "In", "Exists", "10.0.0.0/8", "::/0", "http", "__proto__", -1, 80, 80.5),
  fc.string({ unit: "binary" }),
  fc.double(),
);
const documents = fc.letrec<{ readonly value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 8, depthSize: "large" },
    scalars,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie("value"), { maxKeys: 6 }),
  ),
})).value;

/** Every value that the JSON may hold below the fields of a policy. */
const policies = fc
  .record({ metadata: documents, rule: documents, selector: documents, rest: documents })
  .map(({ metadata, rule, selector: podSelector, rest }) =>
    policy({ podSelector, ingress: [rule, { from: [rest], ports: [rest] }], policyTypes: [rest] }, metadata),
  );

describe("any JSON", () => {
  it("gets an answer whose parts agree", () => {
    fc.assert(
      fc.property(fc.oneof(documents, policies), fc.boolean(), (value, strictCidr) => {
        for (const refusal of validateNetworkPolicy(value, { strictCidr })) expectConsistent(refusal);
      }),
      { numRuns: 2000 },
    );
  });

  it("is refused with the gate if it is refused without", () => {
    fc.assert(
      fc.property(fc.oneof(documents, policies), (value) => {
        const strict = serverMessages(value, true);
        expect(serverMessages(value, false).filter((message) => !strict.includes(message))).toEqual([]);
      }),
    );
  });
});

function expectConsistent({ path, at, reason, serverMessage, message, withoutStrict }: Refusal): void {
  expect(at.slice(0, path.length)).toEqual(path);
  expect(message.startsWith(`\`${formatPath(at)}\` `)).toBe(true);
  expect(withoutStrict !== undefined).toBe(reason === "UnknownField");
  const start = { Decode: "json: cannot unmarshal ", UnknownField: "strict decoding error: unknown field " };
  const expected = reason === "Decode" || reason === "UnknownField" ? start[reason] : `${formatPath(path)}: `;
  expect(serverMessage.startsWith(expected)).toBe(true);
}
