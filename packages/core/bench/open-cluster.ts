import { buildCluster } from "../src/cluster/build-cluster.js";
import type { Cluster } from "../src/cluster/cluster.js";
import { defaultSettings } from "../src/cluster/settings.js";
import { readResources } from "../src/resources/read-resources.js";
import type { JsonValue } from "../src/source/json-value.js";
import type { RawObject } from "./raw-objects.js";

/** The objects as one List, whose text is what JSON.parse is measured with. */
export function listOf(items: readonly RawObject[]): JsonValue {
  return { apiVersion: "v1", kind: "List", items };
}

const settings = defaultSettings;

/** Reads a List as the library reads a JSON file, without the text, so that places in it are not known. */
export function readCluster(list: JsonValue): Cluster {
  const nowhere = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  const document = { file: "cluster.json", index: 0, value: list, duplicateKeys: () => [], locate: () => nowhere };
  const { resources, problems } = readResources(document, settings);
  if (problems.length > 0) throw new Error(`a generated object was not read: ${problems[0]?.message}`);
  const cluster = buildCluster(resources, settings);
  const refused = cluster.networkPolicies.find((policy) => policy.refusals.length > 0);
  if (refused) throw new Error(`a generated policy is refused: ${refused.meta.name}`);
  return cluster;
}
