// How fast the pages are, in Debian's Chromium: what a keystroke in the playground takes on 200 objects beside the
// editor's own update, and how long the report of 10,000 workloads takes to open beside a page with the same data as
// plain JSON. Each ratio is of figures of one run. Measured in three rounds; the best counts, since other work on the
// machine comes between in some.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { buildPage } from "../../views/test/build-shell.js";
import { largeCluster } from "../../views/test/clusters.js";
import { launchBrowser, openingTime } from "../../views/test/launch-browser.js";
import { makeReport } from "../../views/test/make-report.js";
import { openProject } from "../src/project.js";
import { shareFragment } from "../src/share.js";
import { twoHundredObjects } from "./large-text.js";

/** Run at the root of the repository. */
const configOf = (name: string): URL => pathToFileURL(join(process.cwd(), "packages", name, "rolldown.config.mjs"));

const rounds = 3;
const bars = { keystroke: 2, report: 3 } as const;

void main();

async function main(): Promise<void> {
  const browser = await launchBrowser();
  try {
    const [keystroke, report] = [await measureKeystroke(browser), await measureReport(browser)];
    process.exitCode = keystroke <= bars.keystroke && report <= bars.report ? 0 : 1;
  } finally {
    await browser.close();
  }
}

async function measureKeystroke(browser: Browser): Promise<number> {
  const html = buildPage(configOf("playground"), "NETPOLINT_PLAYGROUND_FOLDER", "index.html");
  const folder = mkdtempSync(join(tmpdir(), "netpolint-page-"));
  try {
    const file = join(folder, "page.html");
    writeFileSync(file, html);
    const project = openProject("200 objects", [{ path: "cluster.yaml", text: twoHundredObjects }], "open");
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${pathToFileURL(file).href}${await shareFragment(project)}`);
    await page.locator(".tiles").waitFor();
    return await best("keystroke", bars.keystroke, async () => {
      const { editor, lint } = await medianOfKeystrokes(page);
      return { ratio: lint / editor, text: `editor ${editor.toFixed(2)} ms, linting ${lint.toFixed(2)} ms` };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds: medians of 50, after 10 that are not counted. */
function medianOfKeystrokes(page: Page): Promise<{ readonly editor: number; readonly lint: number }> {
  return page.evaluate(`(async () => {
    const view = document.querySelector(".editor-frame").editorView;
    const root = document.documentElement;
    const at = view.state.doc.toString().indexOf("app: api", 9000) + 8;
    view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    await frame();
    const [editor, lint] = [[], []];
    for (let time = 0; time < 60; time += 1) {
      delete root.dataset.took;
      const start = performance.now();
      view.dispatch({ changes: time % 2 === 0 ? { from: at, insert: "x" } : { from: at, to: at + 1 }, userEvent: "input.type" });
      view.measure();
      view.dom.getBoundingClientRect();
      editor.push(performance.now() - start);
      while (root.dataset.took === undefined) await frame();
      lint.push(Number(root.dataset.took));
      await frame();
    }
    const median = (list) => list.slice(10).toSorted((a, b) => a - b)[25];
    return { editor: median(editor), lint: median(lint) };
  })()`);
}

async function measureReport(browser: Browser): Promise<number> {
  const shell = buildPage(configOf("views"), "NETPOLINT_SHELL_FOLDER", "report.html");
  const report = await makeReport(shell, largeCluster(250, 40), null, []);
  const data = [...report.matchAll(/<script type="application\/json" id="[^"]*">(.*?)<\/script>/gs)];
  const scripts = data.map(([, json]) => `<script type="application/json">${json}</script>`).join("");
  const plain = `<!DOCTYPE html><meta charset="utf-8">${scripts}<main><h1>Data</h1></main>`;
  const megabytes = (report.length / 1e6).toFixed(1);
  return best(`report of 10,000 workloads, ${megabytes} MB`, bars.report, async () => {
    const [page, json]: [number[], number[]] = [[], []];
    for (let run = 0; run < 5; run += 1) {
      page.push(await openingTime(browser, report, "main .tiles"));
      json.push(await openingTime(browser, plain, "main h1"));
    }
    const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[2] ?? 0;
    const text = `opens in ${median(page).toFixed(0)} ms, plain JSON in ${median(json).toFixed(0)} ms`;
    return { ratio: median(page) / median(json), text };
  });
}

async function best(
  name: string,
  bar: number,
  measure: () => Promise<{ readonly ratio: number; readonly text: string }>,
): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const { ratio, text } = await measure();
    process.stdout.write(`${name}: ${text}: ${ratio.toFixed(2)} times\n`);
    least = Math.min(least, ratio);
  }
  process.stdout.write(`${name}: ${least.toFixed(2)} times at best, at most ${bar} times is the aim\n`);
  return least;
}
