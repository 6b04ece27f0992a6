import type { ObjectMeta } from "../resources/resource.js";

/** Where objects were written when something was found out about their places. */
export type Placements = readonly (readonly [meta: Written, placement: object])[];

/** An object that knows where it is written. */
export type Written = { readonly origin: Pick<ObjectMeta["origin"], "placement"> };

/** Undefined where one of the places belongs to no object, so that nobody could tell whether it is still there. */
export function placementsOf(metas: readonly (Written | undefined)[]): Placements | undefined {
  const known = new Map<Written, object>();
  for (const meta of metas) {
    if (!meta) return undefined;
    known.set(meta, meta.origin.placement);
  }
  return [...known];
}

/** True where all of them are still written there. */
export function areThere(placements: Placements | undefined): boolean {
  return placements?.every(([{ origin }, placement]) => origin.placement === placement) ?? false;
}
