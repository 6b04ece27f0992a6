import { LineCounter, parseAllDocuments } from "yaml";
import { defaultSettings } from "../src/cluster/settings.js";
import { readSources } from "../src/resources/read-sources.js";
import { readDocuments } from "../src/source/read-documents.js";
import { mostlyConfigMaps, policiesAndPods } from "./reading-inputs.js";
import { amount, type Bar } from "./result-table.js";
import { alternateAsync } from "./timing-async.js";

const length = 10e6;

/** 10 MB of YAML documents with their places, against `yaml` with its line counter. */
export function streamBar(runs: number): Promise<Bar> {
  return measure("10 MB YAML stream against yaml", 5, policiesAndPods(length), runs);
}

/** The same where nobody reads four fifths of the text. */
export function skippedBar(runs: number): Promise<Bar> {
  return measure("10 MB stream, 80 % ConfigMaps, against yaml", 6, mostlyConfigMaps(length), runs);
}

async function measure(what: string, bar: number, text: string, runs: number): Promise<Bar> {
  const file = { path: "stream.yaml", text };
  const times = await alternateAsync(runs, {
    yaml: () => Promise.resolve(readWithYaml(text)),
    documents: () => readDocuments(file, ({ kind }) => kind !== "ConfigMap").then(readSome),
    resources: () => readSources([file], defaultSettings),
  });
  const { yaml, documents, resources } = times;
  const typed = `typed objects ${amount(resources.min)} ms (${amount(yaml.min / resources.min)}x)`;
  const detail = `least: ${amount(yaml.min)} against ${amount(documents.min)} ms; ${typed}`;
  return { what, bar, measured: yaml.min / documents.min, kind: "at least", unit: "x", detail };
}

function readWithYaml(text: string): number {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter, logLevel: "silent" });
  return documents.map((document) => document.toJS() as unknown).length;
}

/** Places are found when they are asked for: one in a hundred documents has something to report. */
function readSome({ documents, problems }: Awaited<ReturnType<typeof readDocuments>>): number {
  if (problems.length > 0) throw new Error(`not read: ${problems[0]?.message}`);
  const asked = documents.filter((_, index) => index % 100 === 0);
  return asked.reduce((lines, document) => lines + document.locate(["metadata", "name"]).start.line, 0);
}
