import { fieldOf, isObject, type JsonObject, type JsonValue } from "@netpolint/core";
import { parseJson } from "../parse-json.js";
import { listOf, objectOf, textOf } from "../record-fields.js";

/**
 * What is inside of something that is no record itself: an answer of Loki, a document of Elasticsearch, an event of
 * CloudWatch, a line of a container's log, a list. Texts are lines. Undefined: it wraps nothing.
 */
export function unwrapRecord(value: JsonValue): readonly JsonValue[] | undefined {
  if (Array.isArray(value)) return insightsRow(value as readonly JsonValue[]);
  if (!isObject(value)) return undefined;
  const source = objectOf(value, "_source");
  if (source) return [source];
  const items = fieldOf(value, "items");
  if (Array.isArray(items)) return items as readonly JsonValue[];
  return lokiStream(value) ?? singleLine(value);
}

/** A row of CloudWatch Logs Insights: fields with their names beside them. */
function insightsRow(row: readonly JsonValue[]): readonly JsonValue[] | undefined {
  const message = row.find((cell) => textOf(cell, "field") === "@message");
  const text = textOf(message, "value");
  return text === undefined ? undefined : [lineValue(text)];
}

/** Lines of one stream; what they have in common is in its labels and not in the lines. */
function lokiStream(value: JsonObject): readonly JsonValue[] | undefined {
  const labels = objectOf(value, "stream");
  const values = listOf(value, "values");
  if (!labels || values.length === 0) return undefined;
  return values.map((entry) => {
    const line = Array.isArray(entry) ? (entry as readonly JsonValue[])[1] : undefined;
    return typeof line === "string" ? withLabels(labels, line) : null;
  });
}

/** One line of `logcli -o jsonl`, of a container's log or of CloudWatch. */
function singleLine(value: JsonObject): readonly JsonValue[] | undefined {
  const line = textOf(value, "line");
  const labels = objectOf(value, "labels");
  if (line !== undefined && labels) return [withLabels(labels, line)];
  const text = textOf(value, "log") ?? textOf(value, "message");
  return text === undefined ? undefined : [lineValue(text.trim())];
}

function withLabels(labels: JsonObject, line: string): JsonValue {
  const value = lineValue(line);
  return isObject(value) ? { ...labels, ...value } : value;
}

function lineValue(text: string): JsonValue {
  return /^\s*\{/.test(text) ? (parseJson(text) ?? text) : text;
}
