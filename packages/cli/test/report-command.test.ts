import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { buildShell } from "../../views/test/build-shell.js";
import { runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

const shell = fileURLToPath(new URL("../../views/dist/shell/report.html", import.meta.url));

beforeAll(() => {
  // The build makes it; tests run without one.
  if (existsSync(shell)) return;
  mkdirSync(dirname(shell), { recursive: true });
  writeFileSync(shell, buildShell());
}, 60_000);

const pod = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }\nspec: {}\n---\n`;
const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
`;

interface Data {
  readonly title: string;
  readonly overview: { readonly counts: Readonly<Record<string, number>>; readonly inputProblems: readonly unknown[] };
  readonly diff: {
    readonly base: string;
    readonly lost: readonly { readonly from: string; readonly because: readonly string[] }[];
  } | null;
}

interface Suggested {
  readonly how: string;
  readonly madeFrom: string;
  readonly policies: readonly {
    readonly meta: { readonly name: string };
    readonly egress: readonly { readonly ports: readonly { readonly port: number }[] }[];
  }[];
}

function dataOf(page: string): Data {
  return JSON.parse(/id="report-data">(.*?)<\/script>/s.exec(page)?.[1] ?? "null") as Data;
}

describe("netpolint report", () => {
  test("writes the page to the file", async () => {
    const cwd = temporaryFolder({ "a/shop.yaml": pod("web") + pod("db") + policy });
    const { stdout, stderr, exitCode } = await runCli(["report", "a", "-o", "out/report.html"], { cwd });
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: "", stderr: "", exitCode: 0 });
    const { title, overview, diff } = dataOf(readFileSync(join(cwd, "out/report.html"), "utf8"));
    expect(title).toBe("a");
    expect(overview.counts).toEqual({ files: 1, objects: 3, namespaces: 1, workloads: 2, policies: 1 });
    expect(diff).toBeNull();
  });

  test("prints it where no file is given", async () => {
    const cwd = temporaryFolder({ "shop.yaml": pod("web") });
    const { stdout, exitCode } = await runCli(["report"], { cwd });
    expect(stdout.startsWith("<!DOCTYPE html>")).toBe(true);
    expect(exitCode).toBe(0);
  });

  test("compares with a base", async () => {
    const cwd = temporaryFolder({
      "old/shop.yaml": pod("web") + pod("db"),
      "new/shop.yaml": pod("web") + pod("db") + policy,
    });
    const { stdout, exitCode } = await runCli(["report", "new", "--base", "old"], { cwd });
    const { diff } = dataOf(stdout);
    expect(exitCode).toBe(0);
    expect(diff?.base).toBe("old");
    const lost = diff?.lost.find(({ from }) => from === "shop/Pod/db");
    expect(lost?.because).toEqual(["ingress now isolated by shop/web (new/shop.yaml:15)"]);
  });

  test("writes what could be read, and says in the page and beside it what could not", async () => {
    const cwd = temporaryFolder({ "shop.yaml": `${pod("web")}kind: [\n` });
    const { stdout, stderr, exitCode } = await runCli(["report"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("shop.yaml");
    expect(dataOf(stdout).overview.inputProblems).toHaveLength(1);
  });

  test("holds the policies that are suggested, and does not count them", async () => {
    const cwd = temporaryFolder({ "in/shop.yaml": pod("web"), "generated/web.yaml": policy });
    const { stdout, exitCode } = await runCli(["report", "in", "--suggested", "generated"], { cwd });
    expect(exitCode).toBe(0);
    expect(dataOf(stdout).overview.counts["policies"]).toBe(0);
    expect(/id="cluster-data">(.*?)<\/script>/s.exec(stdout)?.[1]).toContain("generated/web.yaml");
  });

  test("suggests policies itself, with what the expectations of the configuration allow", async () => {
    const cwd = temporaryFolder({
      "in/shop.yaml": pod("web") + pod("db"),
      "expected.yaml": "cases:\n  - name: shop\n    allow: [shop/web -> shop/db 5432]\n",
      "netpolint.config.json": JSON.stringify({ expectations: ["expected.yaml"] }),
    });
    const { stdout, stderr } = await runCli(["report", "in"], { cwd });
    expect(stderr).toBe("");
    const page = /id="cluster-data">(.*?)<\/script>/s.exec(stdout)?.[1] ?? "";
    const { suggested } = JSON.parse(page) as { suggested: Suggested };
    expect(suggested.how).toBe("beside");
    expect(suggested.madeFrom).toContain("what the expectations allow");
    const web = suggested.policies.find(({ meta }) => meta.name === "pod-web");
    expect(web?.egress.flatMap(({ ports }) => ports.map(({ port }) => port)).sort()).toEqual([53, 53, 5432]);
  });

  test("says in the page why it suggests nothing for more than 500 workloads", async () => {
    const pods = Array.from({ length: 501 }, (_, index) => pod(`p${index}`)).join("");
    const { stdout } = await runCli(["report"], { cwd: temporaryFolder({ "shop.yaml": pods }) });
    expect(stdout).toContain("Policies are suggested for up to 500 workloads, and the input has 501.");
  });

  test("writes nothing where there is nothing", async () => {
    const cwd = temporaryFolder({ "notes.yaml": "a: 1\n" });
    const { stdout, stderr, exitCode } = await runCli(["report", "-o", "report.html"], { cwd });
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
    expect(stderr).not.toBe("");
    expect(existsSync(join(cwd, "report.html"))).toBe(false);
  });

  test("says that the file cannot be written", async () => {
    const cwd = temporaryFolder({ "shop.yaml": pod("web"), file: "" });
    const { stderr, exitCode } = await runCli(["report", "-o", "file/report.html"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("`file/report.html` cannot be written");
  });

  test("knows only packs that there are", async () => {
    const { stderr, exitCode } = await runCli(["report", "--pack", "nothing"], { cwd: temporaryFolder() });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("nothing");
  });
});
