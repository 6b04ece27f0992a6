import { homepage, pageAddress } from "../homepage.js";
import { readPage } from "../pages/read-page.js";
import type { ReportEntry } from "./report-entries.js";
import type { ReportContext } from "./reporter.js";

/** What SARIF says of each rule, and of each code of an input problem, that has results. In the order of `ids`. */
export function sarifRules(
  ids: readonly string[],
  entries: readonly ReportEntry[],
  context: ReportContext,
): readonly object[] {
  const problems = new Set(entries.filter(({ finding }) => finding === null).map(({ code }) => code));
  return ids.map((id) => (problems.has(id) ? problemRule(id) : lintRule(id, context)));
}

function problemRule(id: string): object {
  const text = "The file, or a part of it, could not be read, so there may be more to find.";
  return {
    id,
    shortDescription: { text: "Input that cannot be read" },
    fullDescription: { text },
    help: { text },
    defaultConfiguration: { level: "error" },
    properties: { tags: ["kubernetes", "input"], "problem.severity": "error" },
  };
}

function lintRule(id: string, { rules }: ReportContext): object {
  const rule = rules.find((one) => one.id === id);
  const page = readPage("rules", id);
  const summary = rule?.summary ?? id;
  const severity = rule?.severity ?? "warning";
  const text = page === undefined ? summary : withAddresses(page);
  return {
    id,
    shortDescription: { text: short(summary) },
    fullDescription: { text: short(page === undefined ? summary : firstParagraph(page)) },
    help: { text, markdown: text },
    helpUri: pageAddress("rules", id),
    defaultConfiguration: { level: severity === "info" ? "note" : severity },
    properties: {
      tags: ["kubernetes", "networkpolicy", ...(rule ? [rule.category] : [])],
      ...(rule ? { precision: rule.precision } : {}),
      "problem.severity": severity === "info" ? "recommendation" : severity,
    },
  };
}

/** GitHub takes this many characters of a description. */
const longest = 1024;

function short(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** The page begins with its title; what follows says what is reported. */
function firstParagraph(page: string): string {
  const [, paragraph = ""] = page.split(/\n\n+/);
  return plainText(paragraph);
}

/** Links of Markdown as their words. */
function plainText(markdown: string): string {
  return markdown.replace(/\[([^\]]+)\]\([^)]+\)/g, "$1").replaceAll("\n", " ").trim();
}

/** Links from page to page lead to the web. */
function withAddresses(page: string): string {
  const docs = `${homepage}/blob/main/docs`;
  const others = page.replaceAll("](../", `](${docs}/`);
  return others.replace(/\]\((?!https?:)([\w-]+\.md)/g, (_, name: string) => `](${docs}/rules/${name}`);
}
