import { writeYaml } from "@netpolint/core";
import { packDocuments, readFlowPack } from "@netpolint/packs";
import { describe, expect, it } from "vitest";

const shop = `id: shop
title: The shop
software: { name: shop, versions: "2" }
link: https://example.com/shop
resources:
  store: { group: example.com, kind: Store }
parameters:
  port: { summary: The port, type: port, read: [{ from: store, field: spec.port }], default: 8080 }
pods:
  api: { title: the API, role: subject, of: store, select: [{ selector: { matchLabels: { app: api } } }] }
flows:
  - id: S-1
    level: must
    from: external
    to: { pods: api }
    port: \${port}
    why: customers come in
`;

const advice = `advice:
  - id: S-3
    part: subject
    labels: { app: web, unless: web }
    unless: { app: api }
    namespaces: ["\${store.namespace}"]
    when: { parameter: port, is: 8080 }
    rows: [S-1]
    why: the pods have another label
    help: Write another label.
`;

async function problemsOf(text: string): Promise<readonly string[]> {
  const { document, problems } = await readFlowPack({ path: "shop.yaml", text });
  expect(document === undefined).toBe(problems.length > 0);
  return problems.map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`);
}

describe("readFlowPack", () => {
  it("reads a pack", async () => {
    const { document, problems } = await readFlowPack({ path: "shop.yaml", text: shop });
    expect(problems).toEqual([]);
    expect(document?.flows).toEqual([
      { id: "S-1", level: "must", from: "external", to: { pods: "api" }, port: "${port}", why: "customers come in" },
    ]);
  });

  it("takes advice", async () => {
    expect(await problemsOf(`${shop}${advice}`)).toEqual([]);
  });

  it.each(["{ kind: Store }", "{ kind: Service }", '{ kind: Wing, group: "" }'])("takes an object %s", async (asked) => {
    expect(await problemsOf(shop.replace("why:", `when: { object: ${asked} }\n    why:`))).toEqual([]);
  });

  it.each([
    ["an unknown field", shop.replace("    why:", "    wy:"), ["12:5 `why` is missing.", "17:9 There is no field `wy` here."]],
    ["a wrong level", shop.replace("level: must", "level: should"), ["13:12 `level` takes `must`, `may`, `mustNot`."]],
    ["an unknown special end", shop.replace("from: external", "from: internet"), ["14:11 `from` takes `apiserver`, `dns`, `node`, `external`, `anyone`."]],
    ["an end of two kinds", shop.replace("{ pods: api }", "{ pods: api, endpoint: a/b }"), ["15:5 `to` has to say exactly one of what it may be."]],
    ["a port that is none", shop.replace("${port}", "8080-8090"), ["16:11 `port` is not written as it has to be (^\\$\\{[^}.]+\\}$)."]],
    ["a parameter that is not there", shop.replace("${port}", "${portt}"), ["16:11 There is no parameter `portt`."]],
    [
      "a kind that is read by its group only",
      shop.replace("why:", "when: { object: { kind: Wing } }\n    why:"),
      ["17:29 `Wing` is read by its `group`: write that."],
    ],
    ["pods that are not there", shop.replace("pods: api }", "pods: web }"), ["15:17 There is no entry of `pods` `web`."]],
    ["a resource that is not there", shop.replace("from: store", "from: stor"), ["8:57 There is no resource `stor`."]],
    ["a part that resources do not have", shop.replace("app: api", 'app: "${store.labels}"'), ["10:95 `${store.labels}` is neither a parameter nor the `name` or `namespace` of a resource."]],
    ["a parameter that hangs on itself", shop.replace("default: 8080", 'default: "${port}"'), ["8:3 Parameter `port` hangs on itself."]],
    [
      "pods that hang on themselves",
      shop.replace("{ matchLabels: { app: api } } }", "{ matchLabels: { app: api } }, when: { pods: api } }"),
      ["10:3 The selection of `api` hangs on itself."],
    ],
    ["pods and a parameter in a circle", shop.replace("app: api", 'app: "${port}"').replace("default: 8080", 'default: "${store.name}"'), ["8:3 Parameter `port` hangs on itself.", "10:3 The selection of `api` hangs on itself."]],
    ["a reader", shop.replace("field: spec.port", "reader: ports"), ["8:72 Readers are for packs that are written in TypeScript."]],
    ["`anyone` in a required flow", shop.replace("external", "anyone"), ["13:12 `anyone` is for `mustNot`: not everybody has to get through."]],
    ["a key that is written twice", shop.replace("title: The shop", "title: The shop\ntitle: A shop"), ["3:8 `title` is written twice."]],
    ["a second document", `${shop}---\na: 1\n`, ["19:1 A file holds one flow pack; this is the second document."]],
    ["names over SCTP", shop.replace("to: { pods: api }", "to: dns").replace("port: ${port}", "protocol: SCTP"), ["16:15 Names are asked for over UDP or TCP."]],
    ["advice on rows that are not there", `${shop}${advice.replace("S-1", "S-2")}`, ["25:12 There is no row `S-2` among the flows."]],
    ["advice that names nothing to do", `${shop}${advice.replace(/ {4}help.*\n/, "")}`, ["19:5 `help` is missing."]],
    ["advice on another part", `${shop}${advice.replace("subject", "port")}`, ["20:11 `part` takes `subject`, `peer`."]],
  ])("says where there is %s", async (_, text, expected) => {
    expect(await problemsOf(text)).toEqual(expected.map((line) => `flow-pack ${line}`));
  });

  it("says where the YAML ends too early", async () => {
    expect(await problemsOf("id: [shop\n")).toEqual([expect.stringMatching(/^yaml-syntax /)]);
  });

  it("takes `constructor` for a name like any other", async () => {
    const text = shop.replaceAll("port:", "constructor:").replaceAll("${port}", "${constructor}").replace("    constructor: $", "    port: $");
    expect(await problemsOf(text)).toEqual([]);
    expect(await problemsOf(shop.replace("${port}", "${constructor}"))).toEqual([
      "flow-pack 16:11 There is no parameter `constructor`.",
    ]);
  });

  // Readers are what YAML cannot bring along.
  it.each(packDocuments.filter((document) => !JSON.stringify(document).includes('"reader"')).map((document) => [document.id, document] as const))(
    "reads %s as it is written in TypeScript",
    async (_, document) => {
      const text = await writeYaml([JSON.parse(JSON.stringify(document))]);
      expect(await readFlowPack({ path: "pack.yaml", text })).toEqual({ document, problems: [] });
    },
  );
});
