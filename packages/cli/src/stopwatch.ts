import type { Stage } from "@netpolint/core";
import type { Clock } from "./io.js";

/** How long a run took, in milliseconds of wall time, rounded to tenths. */
export interface Stats {
  readonly total: number;
  /** Finding and reading files, and rendering what has to be rendered. */
  readonly reading: number;
  readonly parsing: number;
  /** Building the cluster and deciding flows. */
  readonly evaluating: number;
  /** All rules together. */
  readonly checking: number;
  /** Turning fixes into edits of text, and putting findings in order. */
  readonly completing: number;
  /** The slowest first. */
  readonly rules: readonly { readonly ruleId: string; readonly milliseconds: number }[];
  /** True where the report is from the cache, so that nothing else was done. */
  readonly cached: boolean;
}

export interface Stopwatch {
  /** What is done from now on. The first is `reading`. */
  readonly enter: (stage: Stage) => void;
  readonly stats: (cached: boolean) => Stats;
}

/** Without a clock all takes no time. */
export function startStopwatch(clock: Clock | undefined): Stopwatch {
  const now = (): number => clock?.now() ?? 0;
  const spent: Record<"reading" | Stage["type"], number> = { reading: 0, parsing: 0, evaluating: 0, rule: 0, completing: 0 };
  const rules = new Map<string, number>();
  let last = now();
  let current: Stage | { readonly type: "reading" } = { type: "reading" };
  const lap = (): void => {
    const time = now();
    spent[current.type] += time - last;
    if (current.type === "rule") rules.set(current.ruleId, (rules.get(current.ruleId) ?? 0) + time - last);
    last = time;
  };
  return {
    enter: (stage) => {
      lap();
      current = stage;
    },
    stats: (cached) => {
      lap();
      return {
        total: tenths(spent.reading + spent.parsing + spent.evaluating + spent.rule + spent.completing),
        reading: tenths(spent.reading),
        parsing: tenths(spent.parsing),
        evaluating: tenths(spent.evaluating),
        checking: tenths(spent.rule),
        completing: tenths(spent.completing),
        rules: [...rules]
          .map(([ruleId, time]) => ({ ruleId, milliseconds: tenths(time) }))
          .sort((a, b) => b.milliseconds - a.milliseconds),
        cached,
      };
    },
  };
}

function tenths(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
