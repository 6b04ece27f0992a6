import { conditionText } from "./condition-text.js";
import type {
  EndDocument,
  FlowDocument,
  FlowPackDocument,
  ParameterDocument,
  PodsDocument,
  ResourceDocument,
} from "./flow-pack-document.js";
import { idsOf } from "./require-rows.js";
import { entryOf } from "./scope.js";
import { parameterOf } from "./templates.js";

/** The page of a pack, in Markdown, from its data alone. */
export function packPage(document: FlowPackDocument): string {
  const { id, title, link, software, remarks = [] } = document;
  const blocks = [
    `# ${id}`,
    `[${title}](${link}). The rows were read for ${software.name} ${software.versions}.${software.established === undefined ? "" : ` ${software.established}`} In force where the input has ${subjects(document)}; \`--pack ${id}\` takes the software to be there.`,
    "This page is made from the data of the pack. A broken `must` or a possible `mustNot` is an error, a broken `may` a warning. A row that lacks a fact is listed as unchecked, never as passed.",
    "## Flows",
    table(["id", "level", "from", "to", "port", "when", "why"], document.flows.map((flow) => flowCells(document, flow))),
    ...section("## Advice", adviceLines(document)),
    ...section("## As published", published(document)),
    "## Ends",
    table(["end", "pods", "where the input has none"], Object.values(document.pods ?? {}).map((pods) => podsCells(document, pods))),
    ...section("## Parameters", parameterLines(document)),
    ...section("## Notes", remarks.map((text) => `- ${text}`)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, lines.join("\n")];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(escaped).join(" | ")} |`).join("\n");
}

function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** What by itself puts the pack in force. */
function subjects({ resources = {}, pods = {}, software }: FlowPackDocument): string {
  const kinds = Object.values(resources).flatMap((one) =>
    "kind" in one && one.subject !== false ? [`${/^[AEIOU]/.test(one.kind) ? "an" : "a"} ${one.kind}${fieldsText(one.fields)}`] : [],
  );
  const hasPods = Object.values(pods).some(({ role }) => role === "subject");
  const parts = [...kinds, ...(hasPods ? [`pods of ${software.name}`] : [])];
  return parts.length === 1 ? parts.join("") : `${parts.slice(0, -1).join(", ")} or ${parts.at(-1)}`;
}

function fieldsText(fields: Readonly<Record<string, string>> = {}): string {
  const parts = Object.entries(fields).map(([field, value]) => `\`${field}: ${value}\``);
  return parts.length === 0 ? "" : ` with ${parts.join(" and ")}`;
}

function flowCells(document: FlowPackDocument, flow: FlowDocument): readonly string[] {
  const { level, severity, from, to, protocol = "TCP", port, when, forEach, why, link } = flow;
  const conditions = [
    ...(forEach === undefined ? [] : [`each ${resourceText(document, forEach)}`]),
    ...(when ? [conditionText(document, when)] : []),
  ];
  const name = idsOf(flow).join(" + ");
  return [
    link === undefined ? name : `[${name}](${link})`,
    severity === undefined ? level : `${level} (${severity})`,
    endsText(document, from),
    endsText(document, to),
    portText(document, protocol, port, to),
    conditions.join(", "),
    why,
  ];
}

function resourceText({ resources }: FlowPackDocument, name: string): string {
  const resource = entryOf(resources, name);
  if (!resource) return name;
  if ("installedIn" in resource) return "installation";
  return "kind" in resource ? resource.kind : `item of \`${resource.items}\``;
}

function endsText(document: FlowPackDocument, ends: EndDocument | readonly EndDocument[]): string {
  return [ends].flat().map((end) => endText(document, end)).join(", ");
}

const specialEnds = { apiserver: "the API server", node: "a node", external: "every address", anyone: "anyone", dns: "DNS" } as const;

function endText(document: FlowPackDocument, end: EndDocument): string {
  if (typeof end === "string") return specialEnds[end];
  if ("pods" in end) return entryOf(document.pods, end.pods)?.title ?? end.pods;
  if ("endpoint" in end) return valueText(document, end.endpoint);
  if ("cidrs" in end) return [end.cidrs].flat().map((text) => valueText(document, text)).join(", ");
  if ("hosts" in end) return valueText(document, end.hosts);
  if ("service" in end) return `the pods behind Service \`${end.service.namespace}/${end.service.name}\``;
  return `the pods behind webhooks ${end.webhooks.names.map((name) => `\`${name}\``).join(", ")}`;
}

/** What a parameter stands for, or the text itself. */
function valueText(document: FlowPackDocument, text: string): string {
  const name = parameterOf(text);
  const parameter = name === undefined ? undefined : entryOf(document.parameters, name);
  return parameter ? parameter.summary : `\`${text}\``;
}

function portText(
  document: FlowPackDocument,
  protocol: string,
  port: FlowDocument["port"],
  to: FlowDocument["to"],
): string {
  const named = parameterOf(protocol) === undefined ? protocol : valueText(document, protocol);
  if (typeof port === "number") {
    const isOwn = [to].flat().some((end) => typeof end === "object" && "hosts" in end);
    return `${named} ${isOwn ? `of its address, else ${port}` : port}`;
  }
  if (port === undefined) return [to].flat().includes("dns") ? `${named} of the DNS pods, mostly 53` : `${named}, of its address`;
  const parameter = entryOf(document.parameters, parameterOf(port) ?? "");
  const otherwise = parameter?.default === undefined ? "" : `, ${[parameter.default].flat().join(", ")}`;
  return `${named} ${sourceText(parameter) || valueText(document, port)}${otherwise}`;
}

/** The fields that a parameter is read from. */
function sourceText(parameter: ParameterDocument | undefined): string {
  const fields = (parameter?.read ?? []).flatMap((source) => ("field" in source ? [source.field] : []));
  return [...new Set(fields)].map((field) => `\`${field}\``).join(" or ");
}

/** In the form of the flows' table, since they are rows as well. */
function adviceLines(document: FlowPackDocument): readonly string[] {
  const { advice = [] } = document;
  if (advice.length === 0) return [];
  const rows = advice.map(({ id, part, labels, namespaces, when, why, help, link }) => [
    link === undefined ? id : `[${id}](${link})`,
    "advice",
    `${part === "subject" ? "a podSelector" : "a peer"} that asks for ${labelsText(labels)} in ${namespaces.map((name) => `\`${name}\``).join(", ")}`,
    when ? conditionText(document, when) : "",
    `${why}. ${help}`,
  ]);
  return [adviceIntroduction, "", table(["id", "level", "policies with", "when", "why, and what to write instead"], rows)];
}

const adviceIntroduction =
  "NetworkPolicies of the input that are written for the pods and do not do what they look like (rule `pack-advice`, a " +
  "warning). Where a row above is broken or cannot be decided for that reason, that one finding tells both.";

function published({ flows }: FlowPackDocument): readonly string[] {
  return flows.flatMap((flow) =>
    flow.published === undefined ? [] : [flow.published].flat().map((text) => `- ${idsOf(flow).join(" + ")}: ${text}`),
  );
}

function podsCells(document: FlowPackDocument, pods: PodsDocument): readonly string[] {
  const { title, select, parameter, assume = [], settle, missing } = pods;
  const chosen = select.map(({ selector, namespaces, names, namespaceSelector, annotations, when }) =>
    [
      selectorText(selector),
      ...(annotations ? [`annotated, or in a namespace annotated, ${labelsText(annotations)}`] : []),
      ...(names ? [`named ${names.map((name) => `\`${name}\``).join(", ")}`] : []),
      ...(namespaces ? [`in ${namespaces.map((name) => `\`${name}\``).join(", ")}`] : placeText(document, pods)),
      ...(namespaceSelector ? [`labelled ${selectorText(namespaceSelector)}`] : []),
      ...(when ? [`(${conditionText(document, when)})`] : []),
    ].join(" "),
  );
  const assumed = assume.map(({ namespace, labels, hostNetwork, when }) =>
    [
      `a pod of \`${namespace}\` with ${labelsText(labels)}`,
      ...(hostNetwork === true ? ["in the host network"] : []),
      ...(when ? [`where ${conditionText(document, when)}`] : []),
    ].join(" "),
  );
  const given = parameter === undefined ? [] : [`what \`--param ${document.id}.${parameter}\` names`];
  const last = settle === undefined ? (missing === undefined ? [] : ["else unchecked"]) : ["else somebody of whom nothing is known"];
  return [title, [...given, ...chosen].join("; or "), [...assumed, ...last].join("; ")];
}

function placeText({ resources }: FlowPackDocument, { of }: PodsDocument): readonly string[] {
  const resource: ResourceDocument | undefined = of === undefined ? undefined : entryOf(resources, of);
  return resource && "kind" in resource ? [`in the namespace of the ${resource.kind}`] : ["in any namespace"];
}

function selectorText(selector: PodsDocument["select"][number]["selector"]): string {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  const expressions = matchExpressions.map(({ key, operator, values = [] }) =>
    `\`${[key, operator, values.join(",")].filter((text) => text !== "").join(" ")}\``,
  );
  const labels = Object.keys(matchLabels).length > 0 ? [labelsText(matchLabels)] : [];
  return [...labels, ...expressions].join(", ") || "all pods";
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `\`${key}: ${value}\``)
    .join(", ");
}

function parameterLines(document: FlowPackDocument): readonly string[] {
  const parameters = Object.entries(document.parameters ?? {});
  if (parameters.length === 0) return [];
  const rows = parameters.map(([name, parameter]) => [
    parameter.given === false ? `\`${name}\`` : `\`--param ${document.id}.${name}=…\``,
    `${parameter.summary}${parameter.choices ? ` (${parameter.choices.join(", ")})` : ""}`,
    sourceText(parameter),
    parameter.default === undefined ? "" : [parameter.default].flat().map((value) => `\`${value}\``).join(", "),
  ]);
  return [table(["parameter", "meaning", "read from", "default"], rows)];
}
