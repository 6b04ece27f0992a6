import type { NetworkPolicy, Path } from "@netpolint/core";
import { remembered } from "./remembered.js";
import { holdsNull, visitValues } from "./values-below.js";

/** The places in the spec of a policy, itself among them, where there is no value. Hardly any policy has one. */
export const nullsInSpec = remembered(({ meta }: NetworkPolicy): readonly Path[] => {
  const spec = meta.origin.valueAt(specPath);
  if (!holdsNull(spec)) return none;
  const found: Path[] = [];
  visitValues(spec, specPath, (value, path) => {
    if (value === null) found.push([...path]);
  });
  return found;
});

const specPath: Path = ["spec"];
const none: readonly Path[] = [];
