import type { JsonValue } from "@netpolint/core";
import { findField, flattened } from "../document/field-values.js";
import { parsePorts } from "../document/parse-values.js";
import type { ValueReader } from "../document/scope.js";

/** Prometheus' reporter listens here where its port is not written. */
const defaultPort = "9249";

/**
 * The ports at which a FlinkDeployment's pods show metrics to Prometheus. Reporters of other kinds (Graphite, InfluxDB)
 * have a `port` too, of the server that they send to.
 */
export const flinkMetricsPorts: ValueReader = (object) => {
  const entries = flattened(findField(object, "spec.flinkConfiguration")?.value);
  const keys = [...entries].flatMap(([key, value]) => {
    const [, name] = /^metrics\.reporter\.([^.]+)\.(?:factory\.)?class$/.exec(key) ?? [];
    const isServer = typeof value === "string" && /PrometheusReporter/.test(value);
    return name !== undefined && isServer ? [`metrics.reporter.${name}.port`] : [];
  });
  const texts = keys.flatMap((key) => portsOf(entries.get(key)).map((text) => ({ key, text })));
  const wrong = texts.find(({ text }) => !parsePorts(text));
  if (wrong) return { notUnderstood: `\`${wrong.key}\` of spec.flinkConfiguration takes ports, not \`${wrong.text}\`` };
  return texts.length > 0 ? [...new Set(texts.map(({ text }) => text))] : undefined;
};

/** Ports and ranges of ports, with commas between: the first that is free is taken. */
function portsOf(value: JsonValue | undefined): readonly string[] {
  if (value === undefined || value === null || value === "") return [defaultPort];
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.split(",").map((one) => one.trim().replace(/\s*-\s*/, "-"));
}
