import { type ClusterSettings, cnis, type JsonObject, parseCidr } from "@netpolint/core";

/** An example of a rule's page: a `yaml` block, and what must be reported for it. */
export interface PageExample {
  /** 1-based line of the page. */
  readonly line: number;
  readonly yaml: string;
  readonly settings: Partial<ClusterSettings>;
  /** Options of the rule, in place of its defaults. */
  readonly options: JsonObject | undefined;
  /** What an entry of the suppressions file names. */
  readonly suppressed?: { readonly rule: string; readonly object: string };
  /** `line:column severity message`; none below "Not reported". */
  readonly findings: readonly string[];
  /** A flow pack, in YAML, that is checked beside those of netpolint. */
  readonly pack: string | undefined;
  /** An expectation file, in YAML. */
  readonly expectations: string | undefined;
}

export interface RulePage {
  readonly title: string;
  /** Headings of the second level, in order. */
  readonly sections: readonly string[];
  readonly examples: readonly PageExample[];
}

/** The sections that every page has, in this order. Others may stand between them. */
export const pageSections = [
  "Reported",
  "Not reported",
  "How to fix",
  "When to turn it off",
  "What it assumes",
] as const;

/**
 * Reads docs/rules/<id>.md. Below "Reported" each `yaml` block is followed by a `text` block with its findings, a line
 * each. The info string of a `yaml` block may set `world=closed`, `platform=openshift`, `apiserver=<cidr>`,
 * `pods=<cidr>`, `services=<cidr>`, `cni=<plugin>`, `channel=standard`, `kubernetes=<release>` and `namespace=<name>`, and `suppressed=<rule>,<object>` for an entry of
 * the suppressions file. What is written from `options={` to the end of the line are options of the rule, in JSON. A block `yaml pack` is a flow pack that all examples of the page are checked with,
 * and a block `yaml expectations` an expectation file.
 */
export function readRulePage(markdown: string): RulePage {
  const title = /^# (.*)$/m.exec(markdown)?.[1] ?? "";
  const sections = [...markdown.matchAll(/^## (.*)$/gm)].map((match) => match[1] ?? "");
  const blocks = [...markdown.matchAll(block)];
  const shared: Shared = { pack: blocks.find(isNamed("pack"))?.[2], expectations: blocks.find(isNamed("expectations"))?.[2] };
  const examples = blocks.filter((match) => !isNamed("pack")(match) && !isNamed("expectations")(match));
  return { title, sections, examples: examples.map((match) => exampleOf(markdown, match, shared)) };
}

/** What all examples of a page are checked with. */
type Shared = Pick<PageExample, "pack" | "expectations">;

function isNamed(name: keyof Shared): (match: RegExpMatchArray) => boolean {
  return ([, info = ""]) => info.trim() === name;
}

const block = /^```yaml([^\n]*)\n([^]*?)^```\n(?:\n```text\n([^]*?)^```\n)?/gm;

function exampleOf(
  markdown: string,
  { index = 0, 1: info = "", 2: yaml = "", 3: text = "" }: RegExpMatchArray,
  shared: Shared,
): PageExample {
  return {
    line: markdown.slice(0, index + markdown.slice(index).indexOf(yaml)).split("\n").length,
    yaml,
    settings: settingsOf(info.replace(optionsText, "")),
    options: optionsOf(info),
    ...suppressedOf(info),
    ...shared,
    findings: text.split("\n").filter((line) => line !== ""),
  };
}

const optionsText = /(?:^|\s)options=(\{.*)$/;

function optionsOf(info: string): JsonObject | undefined {
  const [, text] = optionsText.exec(info) ?? [];
  return text === undefined ? undefined : (JSON.parse(text) as JsonObject);
}

function suppressedOf(info: string): Pick<PageExample, "suppressed"> {
  const [, rule, object] = /(?:^|\s)suppressed=([^\s,]+),(\S+)/.exec(info) ?? [];
  return rule === undefined || object === undefined ? {} : { suppressed: { rule, object } };
}

function settingsOf(info: string): Partial<ClusterSettings> {
  const words = info.trim().split(/\s+/).filter((word) => word !== "" && !word.startsWith("suppressed="));
  return Object.assign({}, ...words.map(settingOf)) as Partial<ClusterSettings>;
}

function settingOf(word: string): Partial<ClusterSettings> {
  const [name = "", value = ""] = word.split("=");
  const block = parseCidr(value);
  if (name === "apiserver" && block) return { apiServer: [block] };
  if (name === "world" && (value === "closed" || value === "open")) return { world: value };
  if (name === "platform" && (value === "openshift" || value === "kubernetes")) return { platform: value };
  if (name === "pods" && block) return { podRanges: [block] };
  if (name === "services" && block) return { serviceRanges: [block] };
  const cni = cnis.find((one) => name === "cni" && one === value);
  if (cni) return { cni };
  if (name === "channel" && (value === "standard" || value === "experimental")) return { channel: value };
  if (name === "kubernetes") return { kubernetesVersion: value };
  if (name === "namespace") return { namespace: value, namespaceGiven: true };
  throw new Error(`an example sets ${word}, which is not known`);
}
