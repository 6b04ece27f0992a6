import { describe, expect, it } from "vitest";
import { inputs } from "../src/interface.js";
import { readInputs } from "../src/read-inputs.js";

function env(given: Readonly<Record<string, string>>): Record<string, string> {
  const defaults = Object.fromEntries(inputs.map(({ name, default: fallback }) => [name, fallback]));
  const all = Object.entries({ ...defaults, token: "t", ...given });
  return Object.fromEntries(all.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
}

const defaults = {
  paths: ["."],
  config: "",
  packs: [],
  base: "",
  failOn: "error",
  allowUndecided: false,
  annotations: true,
  maxAnnotations: 30,
  summary: true,
  sarifFile: "",
  comment: false,
  onlyChanged: false,
  workingDirectory: ".",
  token: "t",
};

describe("inputs", () => {
  it("have the defaults of the table, also where a runner hands over nothing", () => {
    expect(readInputs(env({}))).toEqual(defaults);
    expect(readInputs({})).toEqual({ ...defaults, token: "" });
    const empty = Object.fromEntries(inputs.map(({ name }) => [name, " "]));
    expect(readInputs(env(empty))).toEqual({ ...defaults, token: "" });
  });

  it("are lists by lines, of packs with commas too", () => {
    const given = { paths: "\n k8s \r\n\n-a b,c\n", packs: "kubernetes, netobserv\nkeda" };
    const packs = ["kubernetes", "netobserv", "keda"];
    expect(readInputs(env(given))).toMatchObject({ paths: ["k8s", "-a b,c"], packs });
  });

  it("are true and false as YAML writes them", () => {
    expect(readInputs(env({ summary: "FALSE", comment: "True" }))).toMatchObject({ summary: false, comment: true });
  });

  it.each([
    ["fail-on", "info", "The input `fail-on` is `error`, `warning` or `never`, not `info`."],
    ["fail-on", "Error", "The input `fail-on` is `error`, `warning` or `never`, not `Error`."],
    ["comment", "yes", "The input `comment` is `true` or `false`, not `yes`."],
    ["max-annotations", "31", "The input `max-annotations` is a number from 0 to 30, not `31`."],
    ["max-annotations", "-1", "The input `max-annotations` is a number from 0 to 30, not `-1`."],
    ["max-annotations", "1e1", "The input `max-annotations` is a number from 0 to 30, not `1e1`."],
  ])("%s may not be %s", (name, value, problem) => {
    expect(readInputs(env({ [name]: value }))).toEqual({ problem });
  });
});
