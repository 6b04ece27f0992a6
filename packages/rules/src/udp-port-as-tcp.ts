import { defineRule, type NetworkPolicy, placeOf, type RuleFinding } from "@netpolint/core";
import { pathText, type PolicyPort, policyTitle } from "./network-policy-words.js";
import { portsInForce } from "./rules-in-force.js";

/** A port without a protocol is TCP, whatever it is known for. */
export const udpPortAsTcp = defineRule({
  id: "udp-port-as-tcp",
  summary: "A port that is used over UDP has no protocol and so is TCP",
  severity: "warning",
  category: "mistake",
  precision: "medium",
  reach: "object",
  messages: {
    defaulted: {
      message: "{port} of {policy} has no protocol and so is TCP; port {number} is that of {service}, which uses UDP and is not allowed by it.",
      help: "Write protocol: UDP, or protocol: TCP to say that TCP is meant.",
    },
  },
  check: ({ cluster }) =>
    portsInForce(cluster).flatMap(({ policy, rule, port }) => findingsOf(policy, rule.ports, port)),
});

/** Of the registry of service names and port numbers of IANA. DNS, which uses both, is dns-tcp-or-udp-missing's. */
const udpServices: ReadonlyMap<PolicyPort["port"], string> = new Map([
  [67, "DHCP"],
  [68, "DHCP"],
  [69, "TFTP"],
  [123, "NTP"],
  [161, "SNMP"],
  [162, "SNMP traps"],
  [500, "IKE"],
  [514, "syslog"],
  [1812, "RADIUS"],
  [1813, "RADIUS accounting"],
  [4500, "IPsec"],
  [4739, "IPFIX"],
  [4789, "VXLAN"],
  [6081, "Geneve"],
  [6343, "sFlow"],
]);

function findingsOf(policy: NetworkPolicy, ports: readonly PolicyPort[], port: PolicyPort): readonly RuleFinding<"defaulted">[] {
  const { meta } = policy;
  const service = port.endPort === undefined ? udpServices.get(port.port) : undefined;
  const protocol = [...port.path, "protocol"];
  if (service === undefined || (meta.origin.valueAt(protocol) ?? null) !== null) return [];
  if (ports.some((other) => other.protocol === "UDP" && (other.port === undefined || other.port === port.port))) return [];
  return [
    {
      ...placeOf(meta, [...port.path, "port"]),
      messageId: "defaulted",
      data: { port: pathText(port.path), policy: policyTitle(policy), number: Number(port.port), service },
      suggestions: ["UDP", "TCP"].map((value) => ({
        title: `Write protocol: ${value}`,
        edits: [{ meta, edit: { type: "set" as const, path: protocol, value } }],
      })),
    },
  ];
}
