import { describe, expect, it } from "vitest";
import { gitIsMissing } from "../../cli/test/git-repository.js";
import { finding, range, result } from "../../cli/test/sample-report.js";
import { onlyChanged } from "../src/only-changed.js";
import { type ActionRun, bundle, runBundle } from "./run-bundle.js";
import { baseFiles, headFiles, pullRequestEvent, shopRepository } from "./shop.js";

const { file } = bundle();
type Files = Readonly<Record<string, string>>;

async function run(base: Files, head: Files, more: Files = {}): Promise<ActionRun> {
  const repository = shopRepository(base, head);
  const ran = await runBundle(file, {
    workspace: repository.folder,
    inputs: { "only-changed": "true", ...more },
    eventName: "pull_request",
    event: pullRequestEvent(repository),
    sha: repository.merge,
  });
  expect(ran.stderr).toBe("");
  return ran;
}

/** With the two findings of web, and the one of the idle policy. */
const broken: Files = { ...baseFiles, ...headFiles };

const dns = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: dns, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
          podSelector: { matchLabels: { k8s-app: kube-dns } }
      ports: [{ port: 53, protocol: UDP }, { port: 53 }]
`;

const dbOnly = "podSelector: { matchLabels: { app: db } }";

describe.skipIf(gitIsMissing)("only what a change brings", () => {
  it("leaves out what the base has, also on other lines and in a file of another name", async () => {
    const { "k8s/policies.yaml": policies = "" } = broken;
    const moved = await run(broken, { "k8s/policies.yaml": `# moved\n# down\n${policies}` });
    expect(moved.outputs).toMatchObject({ conclusion: "success", errors: "0", warnings: "0", "not-shown": "3" });
    expect(moved.annotations).toEqual([]);
    expect(moved.summary).toContain("- Not shown: 3 findings that the base has too, on lines that did not change.");
    expect(moved.log).toContain("1 error, 1 warning, 1 info");
  });

  it("shows what the base has too, on a line that the change touches", async () => {
    const { "k8s/policies.yaml": policies = "" } = broken;
    const touched = policies.replace("policyTypes: [Egress]", "policyTypes: [Egress] # as we want it");
    const ran = await run(broken, { "k8s/policies.yaml": touched });
    expect(ran.outputs).toMatchObject({ conclusion: "failure", errors: "1", warnings: "0", "not-shown": "2" });
  });

  it("shows what a change breaks in a file that it does not touch", async () => {
    const changed = dns.replace("podSelector: {}", dbOnly);
    const ran = await run({ ...broken, "k8s/dns.yaml": dns }, { "k8s/dns.yaml": changed });
    expect(ran.outputs).toMatchObject({ conclusion: "failure", errors: "1", "not-shown": "2" });
    expect(ran.annotations[0]?.properties).toMatchObject({ file: "k8s/policies.yaml", line: "19" });
  });

  it("shows what a change of the configuration brings", async () => {
    const rules = "rules: { missing-namespace: warning, pod-not-isolated: warning }\n";
    const ran = await run(baseFiles, { "netpolint.config.yaml": `extends: [netpolint:recommended]\n${rules}` });
    expect(ran.annotations.map(({ properties }) => properties["title"])).toContain("netpolint pod-not-isolated");
    expect(ran.outputs).toMatchObject({ infos: "0", "not-shown": "1" });
  });

  it("shows all where the base could not be read whole", async () => {
    const ran = await run({ ...baseFiles, "k8s/bad.yaml": "a: [" }, { ...headFiles, "k8s/bad.yaml": "" });
    expect(ran.log).toContain("since it is not known which the base has: k8s/bad.yaml:");
    expect(ran.summary).toContain("The base could not be read whole, so the comparison may be wrong: k8s/bad.yaml:");
    expect(ran.outputs).toMatchObject({ errors: "1", warnings: "1", infos: "1", "not-shown": "0" });
  });

  it("fails for input that cannot be read, changed or not", async () => {
    const ran = await run({ ...baseFiles, "k8s/bad.yaml": "a: [" }, headFiles);
    expect(ran.outputs).toMatchObject({ conclusion: "failure", "exit-code": "2", "input-problems": "1" });
  });
});

describe("the narrowed result", () => {
  const one = finding({ fingerprint: "one", range: range(1, 1) });
  const two = finding({ fingerprint: "two", severity: "warning", range: range(2, 1), undecided: { must: 2, may: 1 } });

  it("has all findings of which there are more than in the base: nobody can tell which is new", () => {
    const again = { ...one, range: range(9, 1) };
    const given = result({ findings: [one, again] });
    expect(onlyChanged(given, new Map([["one", 1]]), () => 2).report.findings).toEqual([one, again]);
    expect(onlyChanged(given, new Map([["one", 2]]), () => 2).report.findings).toEqual([]);
    expect(onlyChanged(given, new Map([["one", 2]]), () => 1).report.findings).toEqual([]);
    expect(onlyChanged(given, new Map([["one", 2]]), () => 0).report.findings).toEqual([one, again]);
  });

  it("does not fail for flows that could not be decided before either", () => {
    const given = result({ findings: [one, two] }, { undecidedMust: 3 });
    const { report } = onlyChanged(given, new Map([["two", 1]]), () => 2);
    expect(report.findings).toEqual([one]);
    expect(report.summary).toMatchObject({ errors: 1, warnings: 0, infos: 0, undecidedMust: 1 });
  });
});
