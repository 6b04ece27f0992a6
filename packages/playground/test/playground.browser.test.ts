import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { buildPage } from "../../views/test/build-shell.js";
import { accessibilityProblems, openPage, settle, sidewaysScroll } from "../../views/test/browser.js";
import { hostileCluster, shopCluster } from "../../views/test/clusters.js";
import { launchBrowser } from "../../views/test/launch-browser.js";
import { openProject, type ProjectFile } from "../src/project.js";
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

type Options = Parameters<typeof openPage>[2];

/** Opens the playground with a text, or files, and waits for what it finds. */
async function open(given: string | readonly ProjectFile[], options: Options = {}): Promise<Page> {
  const files = typeof given === "string" ? [{ path: "shop.yaml", text: given }] : given;
  const hash = await shareFragment(openProject("a test", files, "open"));
  const { page } = await openPage(browser, playground, { ...options, hash });
  await page.getByText("in all").waitFor();
  await page.locator(".tiles").waitFor();
  return page;
}

/** Does something that changes the files, and waits until the new ones are analysed. */
async function changing(page: Page, change: () => Promise<unknown>): Promise<void> {
  await page.evaluate("delete document.documentElement.dataset.took");
  await change();
  await page.locator("html[data-took]").waitFor({ state: "attached" });
}

async function typeAtEnd(page: Page, text: string): Promise<void> {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await changing(page, () => page.keyboard.insertText(text));
}

async function goTo(page: Page, view: string): Promise<void> {
  await page.getByRole("link", { name: view, exact: true }).click();
  await page.getByRole("heading", { name: view, level: 1 }).waitFor();
  await settle(page);
}

/** The files of the editor, by what sharing them would hold. */
async function filesOf(page: Page): Promise<readonly ProjectFile[]> {
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByText(/The address/).waitFor();
  return (await readFragment(await page.evaluate<string>("location.hash")))?.files ?? [];
}

const fileTabs = (page: Page): Promise<readonly string[]> =>
  page.locator(".file-tabs bdi").allInnerTexts();

const shownText = "document.querySelector('.editor-frame').editorView.state.doc.toString()";

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
    const files = [
      { path: "shop.yaml", text: hostileCluster },
      { path: `${"long".repeat(40)}/<b>\u202e.yaml`, text: shopCluster },
    ];
    const page = await open(files, { colorScheme, viewport: { width, height: 800 } });
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByRole("button", { name: "Rename" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    for (const view of ["Findings", "Diff"]) {
      await goTo(page, view);
      if (view === "Findings") await page.locator("summary").first().click();
      expect([view, await accessibilityProblems(page)]).toEqual([view, []]);
      expect([view, await sidewaysScroll(page)]).toEqual([view, 0]);
    }
  });
});

test("findings come as one types", async () => {
  const page = await open(shopCluster);
  const status = page.getByText("in all");
  const before = await status.innerText();
  await typeAtEnd(page, "status: {}\n");
  await expect.poll(() => status.innerText()).not.toBe(before);
  await expect.poll(() => page.locator(".cm-lintRange").count()).toBeGreaterThan(0);
});

test("an edit that is offered is made in the text", async () => {
  const page = await open(`${shopCluster}    - ports: [{ port: 80, port: 80 }]\n`);
  await page.locator(".cm-content").click();
  // The panel of the editor lists all that was found, with what can be done.
  await page.keyboard.press("Control+Shift+M");
  await page.locator(".cm-panel-lint").waitFor();
  const text = () => page.evaluate<string>(shownText);
  const before = await text();
  await page.locator(".cm-panel-lint .cm-diagnosticAction").first().click();
  await expect.poll(text).not.toBe(before);
});

test("every view shows the files of the editor, and follows them", async () => {
  const page = await open(shopCluster);
  for (const view of ["Findings", "Map", "Matrix", "Workloads", "Why", "Diff"]) await goTo(page, view);
  await page.getByText("No connection changed.").waitFor();
  await goTo(page, "Map");
  await page.getByRole("button", { name: "Close shop" }).waitFor();
  await goTo(page, "Workloads");
  await page.getByText("shop/StatefulSet/db").waitFor();
  await typeAtEnd(page, "---\napiVersion: v1\nkind: Pod\nmetadata: { name: new, namespace: shop }\n");
  await page.getByText("shop/Pod/new").waitFor();
});

test("the view Diff compares with what was opened, and with what is set as base", async () => {
  const page = await open(shopCluster);
  await goTo(page, "Diff");
  const closed = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: {}, policyTypes: [Egress] }
`;
  await typeAtEnd(page, closed);
  await page.getByText("Compared with the files as they were shared").waitFor();
  const lost = page.getByRole("region", { name: "Lost" });
  await lost.getByRole("row", { name: /shop\/Deployment\/web shop\/StatefulSet\/db TCP 5432/ }).first().waitFor();
  await page.getByText("shop/closed (only in head)").waitFor();
  await changing(page, () => page.getByRole("button", { name: "Set as base" }).click());
  await page.getByText("No connection changed.").waitFor();
  await typeAtEnd(page, "---\n# nothing\n");
  // The base is in the address as well.
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByText(/The address/).waitFor();
  const shared = await readFragment(await page.evaluate<string>("location.hash"));
  expect(shared?.base.title).toContain("Set as base");
  expect(shared?.base.files[0]?.text).toBe(`${shopCluster}${closed}`);
  expect(shared?.files[0]?.text).toBe(`${shared?.base.files[0]?.text}---\n# nothing\n`);
});

test("the page of a workload has the current and the suggested policy side by side", async () => {
  const page = await open(shopCluster);
  await goTo(page, "Workloads");
  await page.getByRole("link", { name: "shop/Deployment/web" }).click();
  await page.getByRole("button", { name: "Suggested" }).click();
  const suggested = page.getByRole("region", { name: "Suggested NetworkPolicy shop/deployment-web" });
  await suggested.waitFor();
  // The policy of db names web, so that web may connect to db on its port.
  expect(await suggested.innerText()).toContain("port: 5432");
  await page.getByRole("region", { name: "NetworkPolicy shop/web", exact: true }).waitFor();
  await page.getByText(/to ops: .*denied/).first().waitFor();
  await changing(page, () => page.getByRole("button", { name: "Add it to the files" }).click());
  await expect.poll(() => fileTabs(page)).toEqual(["shop.yaml", "shop.deployment-web.yaml"]);
  await page.getByText("Nothing: its policies isolate it in both directions").waitFor();
});

describe("several files", () => {
  const [first = "", ...rest] = shopCluster.split("---\n");
  const files = [
    { path: "namespace.yaml", text: first },
    { path: "shop/all.yaml", text: rest.join("---\n") },
  ];

  test("are one input, and findings name the file and open it", async () => {
    const page = await open(files);
    expect(await fileTabs(page)).toEqual(["namespace.yaml", "shop/all.yaml"]);
    await goTo(page, "Findings");
    await page.locator("summary").first().click();
    const place = page.getByRole("button", { name: /^Show shop\/all\.yaml:\d+/ }).first();
    const line = /:(\d+)/.exec(await place.innerText())?.[1];
    await place.click();
    await expect.poll(() => page.locator(".file-tabs [aria-pressed=true] bdi").innerText()).toBe("shop/all.yaml");
    await page.getByRole("textbox", { name: "Manifests of shop/all.yaml" }).waitFor();
    const cursor = `(() => {
      const { state } = document.querySelector(".editor-frame").editorView;
      return String(state.doc.lineAt(state.selection.main.head).number);
    })()`;
    await expect.poll(() => page.evaluate(cursor)).toBe(line);
  });

  test("are added, renamed and deleted, and what is deleted can be had back", async () => {
    const page = await open(files);
    await page.getByRole("button", { name: "Add" }).click();
    await expect.poll(() => fileTabs(page)).toEqual(["namespace.yaml", "shop/all.yaml", "new.yaml"]);
    await typeAtEnd(page, "apiVersion: v1\nkind: Pod\nmetadata: { name: new, namespace: shop }\n");
    await page.getByRole("button", { name: "Rename" }).click();
    await page.getByLabel("New name of new.yaml").fill("namespace.yaml");
    await page.getByText("There is a file namespace.yaml already.").waitFor();
    expect(await page.getByRole("button", { name: "Rename it" }).isDisabled()).toBe(true);
    await page.getByLabel("New name of new.yaml").fill("pod.yml");
    await page.keyboard.press("Enter");
    await expect.poll(() => fileTabs(page)).toEqual(["namespace.yaml", "shop/all.yaml", "pod.yml"]);
    await goTo(page, "Workloads");
    await page.getByText("shop/Pod/new").waitFor();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByText("shop/Pod/new").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("shop/Pod/new").waitFor();
    expect((await filesOf(page)).map(({ path }) => path)).toEqual(["namespace.yaml", "shop/all.yaml", "pod.yml"]);
  });

  test("keep their own text and history", async () => {
    const page = await open(files);
    await typeAtEnd(page, "# a\n");
    await page.getByRole("button", { name: "shop/all.yaml" }).click();
    await page.getByRole("textbox", { name: "Manifests of shop/all.yaml" }).waitFor();
    await typeAtEnd(page, "# b\n");
    await page.getByRole("button", { name: "namespace.yaml" }).click();
    await page.getByRole("textbox", { name: "Manifests of namespace.yaml" }).click();
    await changing(page, () => page.keyboard.press("Control+z"));
    expect(await filesOf(page)).toEqual([files[0], { path: "shop/all.yaml", text: `${files[1]?.text}# b\n` }]);
  });

  test("are opened from the disk, with folders, and what is no manifest is left out", async () => {
    const folder = folderWith({ "own/a.yaml": files[0]?.text ?? "", "own/deep/b.json": "[]", "own/notes.txt": "" });
    const page = await open(files);
    const [chosen] = [page.locator("input[webkitdirectory]")];
    await changing(page, () => chosen.setInputFiles(join(folder, "own")));
    await page.getByText("Opened 2 files. 1 file is neither YAML nor JSON.").waitFor();
    // What was there had not been changed, so that it gives way.
    await expect.poll(() => fileTabs(page)).toEqual(["own/a.yaml", "own/deep/b.json"]);
    await typeAtEnd(page, "# mine\n");
    const single = page.locator('input[type="file"]:not([webkitdirectory])');
    await changing(page, () => single.setInputFiles(join(folder, "own/a.yaml")));
    await expect.poll(() => fileTabs(page)).toEqual(["own/a.yaml", "own/deep/b.json", "a.yaml"]);
  });

  test("are edited together where a fix needs it", async () => {
    const folder = new URL("../../../fixtures/findings/required-flow/several-policies/", import.meta.url);
    const given = ["b-selector.yaml", "a-spec.yaml", "shop.yaml"].map((path) => {
      return { path, text: readFileSync(new URL(path, folder), "utf8") };
    });
    const page = await open(given);
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+Shift+M");
    const actions = page.locator(".cm-panel-lint .cm-diagnosticAction");
    await changing(page, () => actions.getByText("Add a rule to `shop/b-selector`, which selects").first().click());
    const edited = await filesOf(page);
    expect(edited.map(({ text }, index) => text === given[index]?.text)).toEqual([false, false, true]);
    // What the other file has now is also what its tab shows.
    await page.getByRole("button", { name: "a-spec.yaml" }).click();
    await expect.poll(() => page.evaluate(shownText)).toBe(edited[1]?.text);
  });

  test("can be dropped on the page", async () => {
    const page = await open(files);
    await changing(page, () =>
      page.evaluate(`(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["kind: Namespace\\napiVersion: v1\\nmetadata: { name: dropped }\\n"], "dropped.yaml"));
        const target = document.querySelector(".cm-content");
        target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      })()`),
    );
    await expect.poll(() => fileTabs(page)).toEqual(["dropped.yaml"]);
  });
});

test("everything can be done with the keyboard alone", async () => {
  const page = await open(shopCluster);
  const focused = (): Promise<unknown> => page.evaluate("document.activeElement.textContent.trim() || document.activeElement.value");
  const tabTo = async (name: string, key = "Tab"): Promise<void> => {
    for (let time = 0; time < 30 && (await focused()) !== name; time += 1) await page.keyboard.press(key);
    await expect.poll(focused).toBe(name);
  };
  await tabTo("Rename");
  await page.keyboard.press("Enter");
  await expect.poll(focused).toBe("shop.yaml");
  await page.keyboard.type("own.yaml");
  await page.keyboard.press("Enter");
  await expect.poll(() => fileTabs(page)).toEqual(["own.yaml"]);
  await expect.poll(focused).toBe("Rename");
  await tabTo("Add", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Manifests of new.yaml" }).waitFor();
  await changing(page, () => page.keyboard.insertText("apiVersion: v1\nkind: Pod\nmetadata: { name: new, namespace: shop }\n"));
  await page.keyboard.press("Escape");
  await tabTo("Workloads");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Workloads", level: 1 }).waitFor();
  await page.getByText("shop/Pod/new").waitFor();
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "netpolint-files-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test("an example can be chosen, and every example can be read", async () => {
  const page = await open(shopCluster);
  const choice = page.getByLabel("Example");
  for (const title of (await choice.locator("option").allInnerTexts()).slice(1)) {
    await changing(page, () => choice.selectOption(title));
    expect(await page.getByText(/Starting|failed/).count()).toBe(0);
    await page.getByText(/^\d+ workloads? in/).waitFor();
  }
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => fileTabs(page)).not.toEqual(["policies.yaml"]);
}, 60_000);

test("what is shared is in the address, and opens again", async () => {
  const page = await open(shopCluster);
  expect(await filesOf(page)).toEqual([{ path: "shop.yaml", text: shopCluster }]);
  const other = await shareFragment(openProject("", [{ path: "other.yaml", text: "kind: Namespace\n" }], "closed"));
  await changing(page, () => page.evaluate(`location.hash = ${JSON.stringify(other)}`));
  await expect.poll(() => fileTabs(page)).toEqual(["other.yaml"]);
  expect(await page.getByLabel("World").inputValue()).toBe("closed");
});

test("hostile text is text", async () => {
  const page = await open([{ path: "<img src=x onerror=globalThis.hacked=1>.yaml", text: hostileCluster }]);
  for (const view of ["Workloads", "Diff", "Findings"]) await goTo(page, view);
  expect(await page.evaluate("globalThis.hacked")).toBeUndefined();
});
