import type { PodsDocument } from "./document/flow-pack-document.js";

/** Prometheus as an end of a pack's rows: unchecked where the input has none and the user names none. */
export function prometheusPods(pack: string): PodsDocument {
  return {
    title: "Prometheus",
    role: "peer",
    parameter: "prometheus",
    select: [
      { selector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } } },
      { selector: { matchLabels: { app: "prometheus" } } },
    ],
    missing: `Where Prometheus runs is not known; name it with \`--param ${pack}.prometheus=<endpoint>\`.`,
  };
}
