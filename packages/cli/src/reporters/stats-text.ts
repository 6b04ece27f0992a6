import type { Stats } from "../stopwatch.js";
import { countText } from "./count-text.js";

/** Enough to see where the time goes; JSON has all. */
const shownRules = 10;

/** The times of a run, as lines for people. */
export function statsText({ total, reading, parsing, evaluating, checking, completing, rules, cached }: Stats): string {
  const stages = [
    ["reading", reading],
    ["parsing", parsing],
    ["evaluating", evaluating],
    [countText(rules.length, "rule"), checking],
    ["completing", completing],
  ] as const;
  const slowest = rules.slice(0, shownRules).map(({ ruleId, milliseconds }) => [ruleId, milliseconds] as const);
  const lines = [
    `Time: ${timeText(total)}${cached ? ", with the report from the cache" : ""}`,
    ...rows(cached ? stages.slice(0, 1) : stages, total),
    ...(slowest.length === 0 ? [] : ["Slowest rules:", ...rows(slowest, total)]),
  ];
  return `${lines.join("\n")}\n`;
}

function rows(times: readonly (readonly [string, number])[], total: number): readonly string[] {
  const width = Math.max(...times.map(([name]) => name.length));
  return times.map(([name, time]) => {
    const share = total === 0 ? 0 : Math.round((time / total) * 100);
    return `  ${name.padEnd(width)}  ${timeText(time).padStart(11)}  ${String(share).padStart(3)} %`;
  });
}

function timeText(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}
