import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DiffView } from "../src/index.js";
import { accessibilityProblems, openPage, settle, sidewaysScroll } from "./browser.js";
import { buildShell } from "./build-shell.js";
import { hostileCluster, hostileNames, largeCluster, shopCluster } from "./clusters.js";
import { launchBrowser } from "./launch-browser.js";
import { makeReport } from "./make-report.js";

let browser: Browser;
let shell: string;
let shop: string;
let hostile: string;

const diff: DiffView = {
  base: "git:main",
  gained: [
    {
      from: "shop/Deployment/web",
      to: "shop/Deployment/db",
      ports: "TCP 5432",
      change: "",
      because: ["allowed by spec.ingress[0] of shop/db (cluster.yaml:4)"],
    },
  ],
  lost: [],
  undecided: [
    { from: hostileNames.markup, to: "b", ports: "all ports", change: "allowed, now undefined", because: [] },
  ],
  onlyInBase: ["shop/Deployment/old"],
  onlyInHead: [],
  policies: ["shop/db (changed)"],
  leftOut: 0,
};

beforeAll(async () => {
  shell = buildShell();
  [browser, shop, hostile] = await Promise.all([
    launchBrowser(),
    makeReport(shell, shopCluster, diff),
    makeReport(shell, hostileCluster),
  ]);
}, 120_000);

afterAll(() => browser.close());

const views = {
  overview: "#overview",
  findings: "#findings",
  map: "#map",
  matrix: "#matrix",
  workloads: "#workloads",
  workload: "#workloads?workload=1",
  tree: "#workloads?workload=1&tab=tree",
  yaml: "#workloads?workload=1&tab=yaml",
  suggested: "#workloads?workload=1&tab=suggested",
  why: "#why?from=shop%2FDeployment%2Fweb&to=shop%2FStatefulSet%2Fdb&port=5432",
  diff: "#diff",
} as const;

/** One page for all views: to open one takes longer than to look at it. */
describe.each([
  ["light", 1280],
  ["dark", 320],
] as const)("in %s at %i pixels", (colorScheme, width) => {
  test("no view has an accessibility problem, or scrolls sideways", async () => {
    const options = { colorScheme, viewport: { width, height: 800 } };
    const [{ page: hostilePage }, { page: shopPage }] = [
      await openPage(browser, hostile, options),
      await openPage(browser, shop, options),
    ];
    for (const [name, hash] of Object.entries(views)) {
      const page = name === "diff" ? shopPage : hostilePage;
      // Another query makes it another page, which is loaded; another fragment alone would not.
      await page.goto(`${page.url().replace(/[?#].*$/, "")}?${name}${hash}`);
      await page.locator("main h1").waitFor();
      await settle(page);
      expect([name, await accessibilityProblems(page)]).toEqual([name, []]);
      expect([name, await sidewaysScroll(page)]).toEqual([name, 0]);
    }
  });
});

test("the overview shows the score, isolation, reach and assumptions", async () => {
  const { page } = await openPage(browser, shop);
  const text = await page.locator("main").innerText();
  expect(text).toContain("of 5");
  expect(text).toMatch(/Ingress: 2 isolated, 0 not, 1 not decided/);
  expect(text).toContain("The world is open");
  await page.getByRole("link", { name: "1 error" }).click();
  await page.getByRole("heading", { name: "Findings", level: 1 }).waitFor();
});

test("the map draws, opens and closes namespaces, and finds a workload", async () => {
  const { page } = await openPage(browser, shop, { hash: views.map });
  await page.getByRole("button", { name: "Close shop" }).click();
  await page.getByRole("button", { name: "Open shop" }).click();
  await page.getByLabel("Find a workload or namespace").fill("shop/StatefulSet/db");
  await page.getByLabel("Port").fill("5432");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("heading", { name: "Connections of shop/StatefulSet/db" }).waitFor();
  const table = page.getByRole("region", { name: "Connections of" });
  await table.getByRole("row", { name: "shop/Deployment/web shop/StatefulSet/db allowed TCP 5432" }).waitFor();
  await page.getByLabel("Direction").selectOption("out");
  await expect.poll(() => page.getByText("shop/Deployment/web").count()).toBe(0);
});

test("lines differ by more than their colour", async () => {
  const { page } = await openPage(browser, shop, { hash: "#map?focus=shop%2FStatefulSet%2Fdb&denied=1" });
  await settle(page);
  const dashes = await page
    .locator(".link.denied path")
    .first()
    .evaluate("(path) => getComputedStyle(path).strokeDasharray");
  expect(dashes).not.toBe("none");
  expect(await page.locator(".link.denied text").first().textContent()).toBe("✕");
});

test("the matrix sorts, and says why in a cell", async () => {
  const { page } = await openPage(browser, shop, { hash: views.matrix });
  await page
    .getByRole("button", { name: "shop/Deployment/web to shop/StatefulSet/db: allowed in part TCP 5432" })
    .click();
  await page.getByText("Ingress of shop/StatefulSet/db: isolated by 1 NetworkPolicy").waitFor();
  await page.getByRole("button", { name: "Sort rows by shop/db" }).click();
  await expect.poll(() => page.locator("tbody th").first().innerText()).toBe("shop/web");
  await page.getByRole("link", { name: "The steps and the lines" }).click();
  await page.getByRole("heading", { name: "Why", level: 1 }).waitFor();
});

test("the page of a workload has the canvas, the tree and the YAML of its policies", async () => {
  const { page } = await openPage(browser, shop, { hash: "#workloads" });
  await page.getByLabel("Find").fill("db");
  await page.getByRole("link", { name: "shop/StatefulSet/db" }).click();
  await page.getByText("Ingress: denied unless allowed").waitFor();
  await expect.poll(() => page.locator(".side.in").innerText()).toContain("TCP 5432");
  await page.getByRole("button", { name: "Tree" }).click();
  await expect.poll(() => page.locator(".tree").innerText()).toContain("rule 1, TCP 5432:");
  await page.getByRole("button", { name: "YAML" }).click();
  await expect.poll(() => page.locator("pre").innerText()).toContain("podSelector:");
  await page.getByRole("button", { name: "Suggested" }).click();
  await page.getByRole("region", { name: "NetworkPolicy shop/db", exact: true }).waitFor();
  // Both directions are closed already, but for names, which everybody asks for.
  const suggested = page.getByRole("region", { name: "Suggested NetworkPolicy shop/statefulset-db" });
  await expect.poll(() => suggested.innerText()).toContain("port: 53");
  await page.getByText("to addresses outside").waitFor({ state: "detached" });
});

test("why marks the lines that decide", async () => {
  const { page } = await openPage(browser, shop, { hash: views.why });
  await expect.poll(() => page.locator(".verdict").innerText()).toContain("allow shop/Deployment/web -> shop/StatefulSet/db 5432");
  const marked = await page.locator(".line.plus").allInnerTexts();
  expect(marked.map((line) => line.replace(/^[\s\d+]+/, "").trim())).toEqual([
    "- podSelector:",
    "matchLabels:",
    "app: web",
    "- port: 5432",
  ]);
  await page.getByLabel("Port").fill("5433");
  await page.getByRole("button", { name: "Why?" }).click();
  await expect.poll(() => page.locator(".verdict").innerText()).toContain("deny");
  await expect.poll(async () => (await page.locator(".line.minus").allInnerTexts()).join("")).toContain("- port: 5432");
});

test("every view can be reached, and a question asked, with the keyboard alone", async () => {
  const { page } = await openPage(browser, shop);
  const focused = (property: string): Promise<unknown> => page.evaluate(`document.activeElement.${property}`);
  const press = async (key: string, times = 1): Promise<void> => {
    for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
  };
  await press("Tab");
  await expect.poll(() => focused("textContent.trim()")).toBe("To the content");
  await press("Tab", 6);
  await expect.poll(() => focused("textContent")).toBe("Why");
  await press("Enter");
  await page.getByRole("heading", { name: "Why", level: 1 }).waitFor();
  // The heading has the focus, so that what is new is read.
  await expect.poll(() => focused("tagName")).toBe("H1");
  await settle(page);
  await press("Tab");
  await expect.poll(() => focused("placeholder")).toBe("shop/web");
  await page.keyboard.type("shop/Deployment/web");
  await press("Tab");
  await expect.poll(() => focused("placeholder")).toBe("shop/db");
  await page.keyboard.type("shop/StatefulSet/db");
  await press("Enter");
  await page.locator(".verdict").waitFor();
});

test("arrow keys move in the matrix", async () => {
  const { page } = await openPage(browser, shop, { hash: views.matrix });
  await page.locator('[data-at="0 0"]').focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => page.evaluate("document.activeElement.dataset.at")).toBe("1 1");
});

describe("hostile names", () => {
  test.each(["#map", "#matrix", "#workloads", "#findings"])("are text in %s", async (hash) => {
    const { page } = await openPage(browser, hostile, { hash });
    await settle(page);
    expect(await page.evaluate("globalThis.hacked")).toBeUndefined();
    expect(await page.locator("img").count()).toBe(0);
    if (hash !== "#findings") await expect.poll(() => page.locator("main").innerText()).toContain("<img");
  });

  test("that turn text around are written out", async () => {
    const { page } = await openPage(browser, hostile, { hash: "#workloads" });
    await settle(page);
    await expect.poll(() => page.locator("main").innerText()).toContain("\\u202e");
  });
});

test("the diff shows what is gained, lost and not decided", async () => {
  const { page } = await openPage(browser, shop, { hash: "#diff" });
  const text = await page.locator("main").innerText();
  expect(text).toContain("1 connection gained, 0 lost, 1 not decided");
  expect(text).toContain("allowed by spec.ingress[0] of shop/db (cluster.yaml:4)");
});

test("a report without a base has no diff", async () => {
  const { page } = await openPage(browser, hostile);
  expect(await page.getByRole("link", { name: "Diff" }).count()).toBe(0);
});

describe("10,000 workloads", () => {
  let large: string;

  beforeAll(async () => {
    large = await makeReport(shell, largeCluster(250, 40), null, []);
  }, 120_000);

  test("are shown by namespace, opened on demand", async () => {
    const { page } = await openPage(browser, large, { hash: "#map" });
    await page.getByText("40 workloads").first().waitFor();
    await expect.poll(() => page.locator(".box.namespace").count()).toBe(250);
    await expect.poll(() => page.locator(".node").count()).toBe(0);
    await page.getByRole("button", { name: "Open team-100", exact: true }).click();
    await expect.poll(() => page.locator(".node").count()).toBe(40);
    await page.getByLabel("Find a workload or namespace").fill("team-7/Deployment/web-3");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByRole("heading", { name: "Connections of team-7/Deployment/web-3" }).waitFor();
    await page.getByRole("link", { name: "The page of this workload" }).click();
    await page.getByRole("button", { name: "Suggested" }).click();
    await page.getByText("There are too many workloads.").waitFor();
  }, 60_000);
});
