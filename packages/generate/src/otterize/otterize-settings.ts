import type { PackParameter } from "@netpolint/core";
import type { OtterizeIdentity } from "./identity.js";

/** Which generation of the operator is simulated. */
export const eras = ["current", "2024", "2022"] as const;
export type Era = (typeof eras)[number];

export const externalModes = ["off", "ifBlockedByOtterize", "always"] as const;

/** When policies are made that let in traffic from outside, webhooks and collectors of metrics. */
export type ExternalMode = (typeof externalModes)[number];

/** How the operator is set up. */
export interface OtterizeSettings {
  readonly era: Era;
  /** Whether servers are isolated that nothing says anything about. */
  readonly enforcement: "active" | "shadow";
  readonly activeNamespaces: ReadonlySet<string>;
  /** Empty: all. */
  readonly watchedNamespaces: ReadonlySet<string>;
  readonly egress: boolean;
  readonly egressDns: boolean;
  readonly externalTraffic: ExternalMode;
  readonly ingressControllers: readonly OtterizeIdentity[];
  readonly exemptAlb: boolean;
  readonly prometheus: readonly OtterizeIdentity[];
  readonly separatePolicies: boolean;
  /** How many addresses of one internet target are too many; then those of IPv4 are put into networks of 256. */
  readonly mostAddresses: number;
}

function oneOf(name: string, summary: string, words: readonly string[]): PackParameter {
  const problemOf = (text: string): string | undefined =>
    words.includes(text) ? undefined : `it is one of ${words.join(", ")}, not \`${text}\``;
  return { name, summary: `${summary}: ${words.join(", ")}; ${words[0]} where not given`, problemOf };
}

/** What the operator can be told, as `--param otterize.<name>=<value>`. */
export const otterizeParameters: readonly PackParameter[] = [
  oneOf("era", "The generation of the operator whose labels and policies are simulated", eras),
  oneOf("enforcement", "Whether servers that are called are isolated by default", ["active", "shadow"]),
  { name: "activeNamespaces", summary: "Namespaces whose servers are isolated also in shadow mode, with commas" },
  { name: "watchedNamespaces", summary: "The namespaces that the operator looks at, with commas; all where not given" },
  oneOf("egress", "Whether clients are isolated for egress", ["false", "true"]),
  oneOf("egressDns", "Whether clients that are isolated may ask for names", ["true", "false"]),
  oneOf("externalTraffic", "When traffic from outside, webhooks and metrics are let in", [
    "ifBlockedByOtterize",
    "off",
    "always",
  ]),
  {
    name: "ingressControllers",
    summary: "Workloads behind which Ingresses are, as namespace/name or namespace/Kind/name",
  },
  oneOf("exemptAlb", "Whether Ingresses of AWS load balancers that reach pods are not behind them", ["false", "true"]),
  {
    name: "prometheus",
    summary: "Workloads that collect metrics, as namespace/name or namespace/Kind/name, with commas",
  },
  oneOf("groupAddresses", "Whether many addresses of the internet are put into networks", ["false", "true"]),
  {
    name: "groupAddressesAbove",
    summary: "How many addresses of one target are not yet many; 50 where not given",
    problemOf: (text) => (/^[0-9]{1,9}$/.test(text) ? undefined : `it is a whole number, not \`${text}\``),
  },
  oneOf("separatePolicies", "Whether ingress and egress are in policies of their own", ["false", "true"]),
];

export function readOtterizeSettings(parameters: ReadonlyMap<string, string>): OtterizeSettings {
  const listed = (name: string): readonly string[] =>
    (parameters.get(name) ?? "")
      .split(",")
      .map((text) => text.trim())
      .filter((text) => text !== "");
  const external = externalModes.find((mode) => mode === parameters.get("externalTraffic")) ?? "ifBlockedByOtterize";
  const enforcement = parameters.get("enforcement") === "shadow" ? "shadow" : "active";
  return {
    era: eras.find((era) => era === parameters.get("era")) ?? "current",
    enforcement,
    activeNamespaces: new Set(listed("activeNamespaces")),
    watchedNamespaces: new Set(listed("watchedNamespaces")),
    egress: parameters.get("egress") === "true",
    egressDns: parameters.get("egressDns") !== "false",
    // In shadow mode the operator must not isolate pods by letting something in.
    externalTraffic: external === "always" && enforcement === "shadow" ? "ifBlockedByOtterize" : external,
    ingressControllers: listed("ingressControllers").map(identityOfText),
    exemptAlb: parameters.get("exemptAlb") === "true",
    prometheus: listed("prometheus").map(identityOfText),
    separatePolicies: parameters.get("separatePolicies") === "true",
    mostAddresses: parameters.get("groupAddresses") === "true" ? Number(parameters.get("groupAddressesAbove") ?? 50) : Infinity,
  };
}

/** `namespace/name` or `namespace/Kind/name`. */
function identityOfText(text: string): OtterizeIdentity {
  const [namespace = "", second = "", third] = text.split("/");
  return third === undefined ? { namespace, name: second, kind: undefined } : { namespace, kind: second, name: third };
}
