import type { PodsDocument } from "./document/flow-pack-document.js";

/**
 * A part of software that no object stands for. It is known by these labels in the namespace of its `installation`;
 * `more` are labels that its pods have besides.
 */
export function installedPart(
  title: string,
  labels: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): PodsDocument {
  return {
    title,
    role: "subject",
    of: "installation",
    select: [{ selector: { matchLabels: labels } }],
    assume: [{ namespace: "${installation.namespace}", labels: { ...labels, ...more } }],
  };
}
