import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { analyze, type CompiledPolicies, type LintRule, openCluster } from "@netpolint/core";
import { suggestPolicies } from "@netpolint/generate";
import {
  answerContext,
  type DiffView,
  overviewOf,
  policyTexts,
  readPolicies,
  type ReadPolicies,
  reportPage,
  type Suggested,
  writeSnapshot,
} from "../src/index.js";

/** Debian's. */
export function launchBrowser(): Promise<Browser> {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = folders.map((folder) => join(folder, "chromium")).find((file) => existsSync(file));
  if (found === undefined) throw new Error("chromium is not installed");
  // Root has no sandbox, and the pages are ours.
  return chromium.launch({ executablePath: found, args: ["--no-sandbox"] });
}

/** A report of one file, as `netpolint report` makes it. */
export async function makeReport(
  shell: string,
  text: string,
  diff: DiffView | null = null,
  rules: readonly LintRule[] = allRules,
): Promise<string> {
  const files = [{ path: "cluster.yaml", text }];
  const { cluster, policies } = await openCluster(files, {}, undefined, { packs: allPacks, parameters: new Map() });
  const report = await analyze({ files, rules, packs: rules.length === 0 ? [] : allPacks });
  const metas = [...cluster.networkPolicies, ...cluster.assumedPolicies, ...cluster.clusterPolicies].map(
    ({ meta }) => meta,
  );
  const texts = await policyTexts(files, cluster.objects, metas);
  const context = answerContext(policies, (meta) => texts.get(meta));
  const { suggested, added } = await suggestedFor(policies);
  const data = { title: "cluster.yaml", madeBy: "Made by a test", overview: overviewOf(context, report, files), diff };
  return reportPage(shell, data, writeSnapshot(cluster, new Map([...texts, ...added]), suggested));
}

async function suggestedFor(policies: CompiledPolicies): Promise<{
  readonly suggested: Suggested;
  readonly added: ReadPolicies["texts"];
}> {
  if (policies.cluster.workloads.length > 500) {
    return { suggested: { type: "none", because: "There are too many workloads." }, added: new Map() };
  }
  const packs = { packs: allPacks, named: [], parameters: new Map<string, string>() };
  const { files, madeFrom, remarks } = await suggestPolicies(policies, { packs });
  const read = await readPolicies(files.map(({ fileName, yaml }) => ({ path: fileName, text: yaml })), {});
  return { suggested: { type: "policies", how: "beside", policies: read.policies, madeFrom, remarks }, added: read.texts };
}

export interface OpenedPage {
  readonly page: Page;
  /** Everything that was asked of a network. */
  readonly requests: readonly string[];
  /** Errors of the page, and refusals of its content policy. */
  readonly errors: readonly string[];
}

/** Opens a page from the disk; it is closed when the test is over, which fails if something was requested or thrown. */
export async function openPage(
  browser: Browser,
  html: string,
  options: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<OpenedPage> {
  const folder = mkdtempSync(join(tmpdir(), "netpolint-page-"));
  const file = join(folder, "report.html");
  writeFileSync(file, html);
  const { hash = "", ...contextOptions } = options;
  const context = await browser.newContext(contextOptions);
  const page = await context.newPage();
  const [requests, errors]: [string[], string[]] = [[], []];
  page.on("request", (request) => {
    if (!/^(?:file|blob|data):/.test(request.url())) requests.push(request.url());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    rmSync(folder, { recursive: true });
    expect({ requests, errors }).toEqual({ requests: [], errors: [] });
  });
  await page.goto(`${pathToFileURL(file).href}${hash}`);
  await page.locator("main h1").waitFor();
  return { page, requests, errors };
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

/** What WCAG 2.2 A and AA forbid, as far as a program can tell. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const run = `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })`;
  const { violations } = await page.evaluate<AxeResults>(run);
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}

/** How far the page can be scrolled to the side: nothing, where it is readable on a narrow screen. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

/** Milliseconds from the request until an element is there. */
export async function openingTime(browser: Browser, html: string, selector: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "netpolint-page-"));
  try {
    const file = join(folder, "page.html");
    writeFileSync(file, html);
    const page = await browser.newPage();
    const start = performance.now();
    await page.goto(pathToFileURL(file).href, { waitUntil: "commit" });
    await page.waitForSelector(selector, { state: "attached" });
    const took = performance.now() - start;
    await page.close();
    return took;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
