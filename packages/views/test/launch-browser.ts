import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";

/** Debian's. */
export function launchBrowser(): Promise<Browser> {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = folders.map((folder) => join(folder, "chromium")).find((file) => existsSync(file));
  if (found === undefined) throw new Error("chromium is not installed");
  // Root has no sandbox, and the pages are ours.
  return chromium.launch({ executablePath: found, args: ["--no-sandbox"] });
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
