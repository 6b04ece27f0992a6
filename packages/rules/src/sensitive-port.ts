import {
  type CompiledPolicies,
  defineRule,
  formatPath,
  intersectPortSets,
  isEmptyPortSet,
  objectName,
  placeOf,
  portRange,
  portsOpenedBy,
  type PortSet,
  type Protocol,
  protocols,
  type RuleFinding,
  ruleText,
} from "@netpolint/core";
import { type DirectedRule, directedRules } from "./directed-rule.js";
import { joinWords } from "./join-words.js";
import type { PolicyPort } from "./network-policy-words.js";
import { opennessCovered, strangersFlow, type WidePeers, widePeersOf } from "./wide-peers.js";
import { firstSurelySelected } from "./workload-index.js";

/** Ports of databases and of what administers machines: by number or range, with `/UDP` or `/SCTP` where not TCP. */
const defaultPorts: Readonly<Record<string, string>> = {
  "22": "SSH",
  "23": "Telnet",
  "445": "SMB",
  "1433": "SQL Server",
  "1521": "Oracle",
  "2049": "NFS",
  "2375-2376": "Docker",
  "2379-2380": "etcd",
  "3306": "MySQL",
  "3389": "RDP",
  "5432": "PostgreSQL",
  "5900": "VNC",
  "5984": "CouchDB",
  "6379": "Redis",
  "9042": "Cassandra",
  "9200": "Elasticsearch",
  "11211": "memcached",
  "11211/UDP": "memcached",
  "27017": "MongoDB",
};

/** A port that hardly anybody means to open for whoever comes. */
export const sensitivePort = defineRule({
  id: "sensitive-port",
  summary: "A rule opens a port of a database or of administration for whoever comes",
  severity: "warning",
  category: "too-open",
  precision: "high",
  options: {
    schema: {
      type: "object",
      additionalProperties: false,
      properties: {
        ports: {
          type: "object",
          propertyNames: { pattern: "^[0-9]{1,5}(-[0-9]{1,5})?(/(TCP|UDP|SCTP))?$" },
          additionalProperties: { type: "string" },
        },
      },
    },
    defaults: { ports: defaultPorts },
  },
  messages: {
    open: {
      message:
        "{rule} of NetworkPolicy {policy} lets {whom} connect to {ports}.",
      help: "Name who needs the port, or take it out of the rule's option `ports`.",
    },
  },
  check: ({ policies }, { ports }) => {
    const listed = Object.entries(ports).map(readPort);
    return directedRules(policies, "ingress").flatMap((directed) => findingsOf(policies, directed, listed));
  },
});

interface ListedPort {
  readonly protocol: Protocol;
  readonly ports: PortSet;
  /** `TCP 5432 (PostgreSQL)`. */
  readonly words: string;
  readonly first: number;
}

function readPort([text, name]: readonly [string, string]): ListedPort {
  const [numbers = "", written = "TCP"] = text.split("/");
  const [first = 0, last = first] = numbers.split("-").map(Number);
  const protocol = protocols.find((one) => one === written) ?? "TCP";
  return { protocol, ports: portRange(first, last), words: `${protocol} ${numbers} (${name})`, first };
}

interface OpenedPort extends ListedPort {
  readonly item: PolicyPort;
}

function findingsOf(
  policies: CompiledPolicies,
  directed: DirectedRule,
  listed: readonly ListedPort[],
): readonly RuleFinding<"open">[] {
  const { policy, rule } = directed;
  const wide = rule.ports.length === 0 ? undefined : widePeersOf(rule);
  if (!wide) return [];
  const workload = firstSurelySelected(policies.cluster, policy.meta.namespace, policy.podSelector);
  const names = workload?.pods.flatMap(({ namedPorts }) => namedPorts ?? []) ?? [];
  const opened = rule.ports.flatMap((item) => openedPorts(item, names, listed));
  const [first] = opened;
  if (!first) return [];
  const witness = workload && strangersFlow(policies, wide, workload, { protocol: first.protocol, port: first.first });
  if (workload && !witness) return [];
  return [{ ...findingOf(directed, wide, opened), ...placeOf(policy.meta, [...first.item.path, "port"]), ...(witness ? { witness } : {}) }];
}

/** A protocol without a port is about all of them, not about this one. */
function openedPorts(
  item: PolicyPort,
  names: Parameters<typeof portsOpenedBy>[1],
  listed: readonly ListedPort[],
): readonly OpenedPort[] {
  if (item.port === undefined) return [];
  const ports = portsOpenedBy(item, names);
  return listed
    .filter((one) => one.protocol === item.protocol && !isEmptyPortSet(intersectPortSets(one.ports, ports)))
    .map((one) => ({ ...one, item }));
}

function findingOf(directed: DirectedRule, wide: WidePeers, opened: readonly OpenedPort[]): Omit<RuleFinding<"open">, "file" | "range"> {
  const { policy, rule } = directed;
  return {
    messageId: "open",
    data: {
      rule: `\`${formatPath(rule.path)}\``,
      policy: `\`${objectName(policy.meta)}\``,
      whom: wide.words,
      ports: joinWords([...new Set(opened.map(({ words }) => words))]),
    },
    // Which of several items comes first is the order of the list.
    identity: { parts: [ruleText(rule)], objects: [policy.meta] },
    covers: opennessCovered(directed, wide),
  };
}
