import {
  findIdleItems,
  formatPath,
  type IdleCause,
  type IdleItem,
  type LintContext,
  objectName,
  type Place,
  placeOf,
  type PolicyPart,
  type RuleFinding,
} from "@netpolint/core";
import { findSubsumedItems } from "./subsumed-items.js";

/**
 * Parts of policies that change nothing. In the open world, where other pods may exist, those that others cover whatever
 * pods there are.
 */
export function idleParts(
  { cluster, policies }: Pick<LintContext, "cluster" | "policies">,
  unit: IdleItem["unit"],
  causes: readonly IdleCause[],
): readonly IdleItem[] {
  const items = cluster.settings.world === "closed" ? findIdleItems(policies) : findSubsumedItems(policies);
  return items.filter((item) => item.unit === unit && causes.includes(item.cause));
}

/** `spec.ingress[0]` of NetworkPolicy `shop/web`; whole policies without a path. */
export function partTitle({ policy, path }: PolicyPart): string {
  const title = `NetworkPolicy \`${objectName(policy.meta)}\``;
  return path.length === 0 ? title : `\`${formatPath(path)}\` of ${title}`;
}

/** All of them, with at most three by name. */
function partTitles(parts: readonly PolicyPart[]): string {
  const shown = parts.slice(0, 3).map(partTitle);
  const more = parts.length - shown.length;
  const all = more > 0 ? [...shown, `${more} more`] : shown;
  const last = all.pop() ?? "";
  return all.length === 0 ? last : `${all.join(", ")} and ${last}`;
}

export function placeOfPart({ policy: { meta }, path }: PolicyPart): Place {
  return placeOf(meta, path.length === 0 ? ["metadata", "name"] : path);
}

/**
 * What covers a part is chosen among several, by their order, and of parts that say the same in other words any may be
 * the one too many. The finding is the same whichever is named: how many there are in a list of the policy.
 */
export function identityOfPart({ policy: { meta }, path }: PolicyPart): NonNullable<RuleFinding["identity"]> {
  return { parts: [path.filter((step) => typeof step === "string").join(".")], objects: [meta] };
}

/** Parts by name, and the places of at most ten of them with what they do. */
export interface ToldParts {
  readonly titles: string;
  readonly related: readonly RelatedPart[];
}

type RelatedPart = Place & { readonly message: string };

/**
 * Tells of parts why something is idle, in words and with their places. The same parts are why many things are, and are
 * told once; so are policies.
 */
export function partsTeller(message: string): (parts: readonly PolicyPart[]) => ToldParts {
  const told = new Map<readonly PolicyPart[], ToldParts>();
  const wholes = new Map<PolicyPart["policy"], RelatedPart>();
  const relate = (part: PolicyPart): RelatedPart => ({ ...placeOfPart(part), message: `${partTitle(part)} ${message}` });
  const relateOnce = (part: PolicyPart): RelatedPart => {
    if (part.path.length > 0) return relate(part);
    const related = wholes.get(part.policy) ?? relate(part);
    wholes.set(part.policy, related);
    return related;
  };
  return (parts) => {
    // That everything in a namespace is isolated says no more for being said of every policy there.
    const known = told.get(parts) ?? { titles: partTitles(parts), related: parts.slice(0, 10).map(relateOnce) };
    told.set(parts, known);
    return known;
  };
}
