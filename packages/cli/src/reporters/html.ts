import type { Fix, Severity, SourceRange, Witness } from "@netpolint/core";
import { homepage, pageAddress } from "../homepage.js";
import type { LintResult } from "../lint-result.js";
import { version } from "../version.js";
import { codeFrame } from "./code-frame.js";
import { countText } from "./count-text.js";
import { effectClauses } from "./effect-text.js";
import { htmlSentence, htmlText } from "./html-text.js";
import { type LinesOf, lineFinder } from "./line-finder.js";
import { paintWith } from "./paint.js";
import { remarksOf } from "./remarks.js";
import { entriesOf, groupByFile, type ReportEntry } from "./report-entries.js";
import type { ReportContext } from "./reporter.js";
import { noFindings, summaryLines } from "./summary-lines.js";

/** One page that needs nothing from elsewhere: no script, no font, no image. */
export function html(result: LintResult, { files }: ReportContext): string {
  const entries = entriesOf(result);
  const linesOf = lineFinder(files);
  const sections = [...groupByFile(entries)].map(([file, group]) => fileSection(file, group, linesOf));
  const body = [
    `<header><h1>netpolint</h1>${tallies(entries)}</header>`,
    ...summaryLines(result).map((line) => `<p>${htmlSentence(line)}</p>`),
    ...(entries.length === 0 ? [`<p><strong>${noFindings(result)}.</strong></p>`] : sections),
    ...closingSection(result),
    `<footer>Made by <a href="${homepage}">netpolint</a> ${version}.</footer>`,
  ];
  return `${[...head, ...body, "</main>", "</body>", "</html>"].join("\n")}\n`;
}

const styles = `
:root { color-scheme: light dark; --line: #8884; --error: #c62828; --warning: #9a6700; --info: #0969da; }
@media (prefers-color-scheme: dark) { :root { --error: #ff7b72; --warning: #e3b341; --info: #79c0ff; } }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 70rem; margin: 0 auto; padding: 1rem 1.5rem; }
header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline; border-bottom: 1px solid var(--line); }
h1 { font-size: 1.4rem; margin: 0 0 .5rem; } h2 { font: 600 1rem ui-monospace, monospace; margin: 2rem 0 .5rem; }
article { border: 1px solid var(--line); border-left: .3rem solid var(--level); border-radius: .3rem;
  padding: .6rem .9rem; margin: .7rem 0; }
article p { margin: .3rem 0; overflow-wrap: anywhere; }
.error, .unread { --level: var(--error); } .warning { --level: var(--warning); } .info { --level: var(--info); }
.level { color: var(--level); font-weight: 600; } .place { opacity: .75; }
pre { overflow-x: auto; margin: .4rem 0; padding: .4rem .6rem; background: #8881; border-radius: .3rem; }
code, pre { font: 13px/1.45 ui-monospace, monospace; }
code { background: #8882; border-radius: .2rem; padding: 0 .2em; }
footer { margin-top: 3rem; opacity: .7; } del { color: var(--error); } ins { color: var(--info); }
`;

const policy = "default-src 'none'; style-src 'unsafe-inline'";

const head = [
  "<!DOCTYPE html>",
  '<html lang="en">',
  "<head>",
  '<meta charset="utf-8"/>',
  `<meta http-equiv="Content-Security-Policy" content="${policy}"/>`,
  '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
  "<title>netpolint report</title>",
  `<style>${styles}</style>`,
  "</head>",
  "<body>",
  "<main>",
];

const severities: readonly Severity[] = ["error", "warning", "info"];

function tallies(entries: readonly ReportEntry[]): string {
  const unread = entries.filter(({ finding }) => finding === null).length;
  const counts = severities.map((severity) => {
    return [severity, entries.filter((entry) => entry.finding !== null && entry.severity === severity).length] as const;
  });
  const told = counts.filter(([severity, count]) => severity !== "info" || count > 0);
  const shown = told.map(([severity, count]) => `<span class="level ${severity}">${countText(count, severity)}</span>`);
  if (unread > 0) shown.push(`<span class="level unread">${countText(unread, "input problem")}</span>`);
  return shown.join(" ");
}

function fileSection(file: string, entries: readonly ReportEntry[], linesOf: LinesOf): string {
  const title = `<h2>${htmlText(file)}</h2>`;
  return ["<section>", title, ...entries.map((entry) => article(entry, linesOf)), "</section>"].join("\n");
}

function article({ file, range, severity, code, message, finding }: ReportEntry, linesOf: LinesOf): string {
  const level = finding ? severity : "unread";
  const rule = finding ? `<a href="${htmlText(pageAddress("rules", code))}">${htmlText(code)}</a>` : htmlText(code);
  const place = `<span class="place">${range.start.line}:${range.start.column}</span>`;
  const parts = [
    `<p><span class="level">${level}</span> ${place} ${rule}</p>`,
    `<p>${htmlSentence(message)}</p>`,
    frame(file, range, 2, linesOf),
    ...(finding?.related ?? []).flatMap((related) => [
      `<p>${htmlText(placeText(related.file, related.range))}: ${htmlSentence(related.message)}</p>`,
      frame(related.file, related.range, 0, linesOf),
    ]),
    finding?.witness ? `<p>Witness: <code>${htmlText(witnessText(finding.witness))}</code></p>` : "",
    finding && finding.help !== "" ? `<p><strong>Help:</strong> ${htmlSentence(finding.help)}</p>` : "",
    finding?.fix ? fixPart("Fix", finding.fix) : "",
    ...(finding?.suggestions ?? []).map((one) => fixPart("Suggestion", one, effectClauses(one))),
  ];
  return [`<article class="${level}">`, ...parts.filter((part) => part !== ""), "</article>"].join("\n");
}

function frame(file: string, range: SourceRange, context: number, linesOf: LinesOf): string {
  const lines = linesOf(file);
  if (!lines || lines.every((line) => line.trim() === "")) return "";
  const shown = codeFrame(lines, range, { context, columns: 120, paint: paintWith(false) });
  // The frame has written out what a terminal would act on; what is left is markup to a browser.
  return `<pre>${shown.map(htmlText).join("\n")}</pre>`;
}

function placeText(file: string, { start }: SourceRange): string {
  return `${file}:${start.line}:${start.column}`;
}

function witnessText({ from, to, protocol, port }: Witness): string {
  return `${from} -> ${to} ${protocol} ${port}`;
}

function fixPart(label: string, { title, edits }: Fix, effect: readonly string[] = []): string {
  const items = edits.map(({ file, range, text }) => {
    const change = text === "" ? "remove this" : `write ${writtenText(text)}`;
    return `<li>${htmlText(placeText(file, range))}: ${change}</li>`;
  });
  const shown = effect.length === 0 ? "" : `<p>${htmlText(`Effect: ${effect.join("; ")}`)}</p>`;
  return `<details><summary>${label}: ${htmlSentence(title)}</summary>${shown}<ul>${items.join("")}</ul></details>`;
}

function writtenText(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length <= 1 ? `<code>${htmlText(text.trim())}</code>` : `<pre>${lines.map(htmlText).join("\n")}</pre>`;
}

function closingSection(result: LintResult): readonly string[] {
  const remarks = remarksOf(result).map(({ severity, message }) => {
    const level = severity === "error" ? '<span class="level">error</span> ' : "";
    return `<li class="${severity}">${level}${htmlSentence(message)}</li>`;
  });
  const assumed = result.report.summary.assumptions.map((sentence) => `<li>Assumed: ${htmlSentence(sentence)}</li>`);
  if (remarks.length + assumed.length === 0) return [];
  return ["<section>", "<h2>What this rests on</h2>", "<ul>", ...remarks, ...assumed, "</ul>", "</section>"];
}
