import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildPage } from "../../views/test/build-shell.js";
import { accessibilityProblems, launchBrowser, openPage, sidewaysScroll } from "../../views/test/browser.js";
import { hostileCluster, shopCluster } from "../../views/test/clusters.js";
import { readFragment, shareFragment } from "../src/share.js";

let browser: Browser;
let playground: string;

beforeAll(async () => {
  playground = buildPage(
    new URL("../rolldown.config.mjs", import.meta.url),
    "NETPOLINT_PLAYGROUND_FOLDER",
    "index.html",
  );
  browser = await launchBrowser();
}, 120_000);

afterAll(() => browser.close());

/** Opens the playground with a text, and waits for what it finds. */
async function open(text: string, options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
  const { page } = await openPage(browser, playground, { ...options, hash: await shareFragment(text) });
  await page.getByText("in all").waitFor();
  await page.locator(".tiles").waitFor();
  return page;
}

/** Waits until the views have nothing to wait for. */
async function settle(page: Page): Promise<void> {
  await page.locator(".waiting").waitFor({ state: "detached" });
}

test("it is at most 1.5 MB, compressed", () => {
  const size = gzipSync(playground).length;
  expect(size).toBeLessThanOrEqual(1_500_000);
  // What it is today, and some room: growth is to be noticed.
  expect(size).toBeLessThanOrEqual(500_000);
});

describe("accessibility", () => {
  test.each([
    ["light", 1280],
    ["dark", 320],
  ] as const)("no problem in %s at %i pixels", async (colorScheme, width) => {
    const page = await open(hostileCluster, { colorScheme, viewport: { width, height: 800 } });
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
  });
});

test("findings come as one types, and a quick fix mends one", async () => {
  const page = await open(shopCluster);
  const before = await page.getByRole("status").first().innerText();
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("status: {}\n");
  await expect.poll(() => page.getByRole("status").first().innerText()).not.toBe(before);
  const count = await page.locator(".cm-lintRange").count();
  expect(count).toBeGreaterThan(0);
});

test("an edit that is offered is made in the text", async () => {
  const page = await open(`${shopCluster}    - ports: [{ port: 80, port: 80 }]\n`);
  await page.locator(".cm-content").click();
  // The panel of the editor lists all that was found, with what can be done.
  await page.keyboard.press("Control+Shift+M");
  await page.locator(".cm-panel-lint").waitFor();
  const action = page.locator(".cm-panel-lint .cm-diagnosticAction").first();
  const text = () => page.evaluate<string>("document.querySelector('.editor-frame').editorView.state.doc.toString()");
  const before = await text();
  await action.click();
  expect(await text()).not.toBe(before);
  await page.keyboard.press("Control+z");
});

test.each(["Findings", "Map", "Matrix", "Workloads", "Why"])(
  "the view %s shows the text of the editor",
  async (name) => {
    const page = await open(shopCluster);
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    await settle(page);
    if (name === "Workloads") expect(await page.locator("main").innerText()).toContain("shop/StatefulSet/db");
    if (name === "Map") await page.getByRole("button", { name: "Close shop" }).waitFor();
  },
);

test("a view follows the text", async () => {
  const page = await open(shopCluster);
  await page.getByRole("link", { name: "Workloads" }).click();
  await page.getByText("shop/StatefulSet/db").waitFor();
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("---\napiVersion: v1\nkind: Pod\nmetadata: { name: new, namespace: shop }\n");
  await page.getByText("shop/Pod/new").waitFor();
});

test("an example can be chosen, and every example can be read", async () => {
  const page = await open(shopCluster);
  const choice = page.getByLabel("Example");
  for (const title of await choice.locator("option").allInnerTexts()) {
    await choice.selectOption(title);
    await expect.poll(() => page.getByText(/in \d+ namespaces?,/).count()).toBe(1);
    expect(await page.getByText(/Starting|failed/).count()).toBe(0);
  }
}, 60_000);

test("what is shared is in the address, and opens again", async () => {
  const page = await open(shopCluster);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByText(/The address/).waitFor();
  const hash = await page.evaluate<string>("location.hash");
  expect(await readFragment(hash)).toBe(shopCluster);
});

test("hostile text is text", async () => {
  const page = await open(hostileCluster);
  await page.getByRole("link", { name: "Workloads" }).click();
  await settle(page);
  expect(await page.evaluate("globalThis.hacked")).toBeUndefined();
});

/** A namespace with its pods and policies: ten objects. */
function tenObjects(index: number): string {
  const name = `team-${index}`;
  const workload = (role: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${role}, namespace: ${name} }
spec:
  selector: { matchLabels: { app: ${role} } }
  template:
    metadata: { labels: { app: ${role} } }
    spec: { containers: [{ name: main, image: example, ports: [{ containerPort: 8080 }] }] }
---
`;
  const policy = (role: string, from: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${role}, namespace: ${name} }
spec:
  podSelector: { matchLabels: { app: ${role} } }
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector: { matchLabels: { app: ${from} } }
      ports:
        - port: 8080
---
`;
  const roles = ["web", "api", "db", "cache", "queue"];
  return roles.map((role, at) => workload(role) + policy(role, roles[(at + 4) % 5] ?? "web")).join("");
}

test("linting again after a keystroke takes at most twice what the editor takes for it", async () => {
  const text = Array.from({ length: 20 }, (_, index) => tenObjects(index)).join("");
  const page = await open(text, { viewport: { width: 1280, height: 900 } });
  const measure = (): Promise<{ readonly editor: number; readonly lint: number }> =>
    page.evaluate(`(async () => {
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
  // Other work on the machine may come between in one round; it does not in all of them.
  let least = Infinity;
  for (let round = 0; round < 3 && least > 2; round += 1) {
    const { editor, lint } = await measure();
    process.stdout.write(`editor ${editor.toFixed(2)} ms, linting ${lint.toFixed(2)} ms\n`);
    least = Math.min(least, lint / editor);
  }
  expect(least).toBeLessThanOrEqual(2);
}, 120_000);
