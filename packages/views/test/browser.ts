import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";

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

/** Waits until the views have nothing to wait for. A view says that it waits from when it is drawn. */
export async function settle(page: Page): Promise<void> {
  await page.locator(".waiting").waitFor({ state: "detached" });
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
