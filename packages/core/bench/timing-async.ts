import { type Timing, summarise } from "./timing.js";

/** As `alternate`, for work that awaits. */
export async function alternateAsync<Name extends string>(
  runs: number,
  parts: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Readonly<Record<Name, Timing>>> {
  const names = Object.keys(parts) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let run = 0; run <= runs; run += 1) {
    for (const name of names) {
      (globalThis as { gc?: () => void }).gc?.();
      const start = performance.now();
      const result = await parts[name]();
      if (run > 0) times.get(name)?.push(performance.now() - start);
      if (result === undefined) throw new Error(`${name} read nothing`);
    }
  }
  return Object.fromEntries(names.map((name) => [name, summarise(times.get(name) ?? [])])) as Record<Name, Timing>;
}
