import { canonicalSelector, type LabelSelector } from "@netpolint/core";
import { isSelectorWithin } from "./selector-relation.js";

/**
 * Finds the items whose selectors select everything that an item's does, itself among them, whatever labels there are.
 * Not by comparing all of them: what asks for a value is only as wide as what asks for the same value.
 */
export function widerSelectors<Item>(
  items: readonly Item[],
  selectorOf: (item: Item) => LabelSelector,
): (item: Item) => readonly Item[] {
  const keyOf = keyFinder();
  const groups = new Map<string, { readonly selector: LabelSelector; readonly items: Item[] }>();
  for (const item of items) {
    const selector = selectorOf(item);
    const key = keyOf(selector);
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { selector, items: [item] });
  }
  const byValue = new Map<string, string[]>();
  for (const [key, { selector }] of groups) {
    for (const place of placesOf(selector)) byValue.set(place, [...(byValue.get(place) ?? []), key]);
  }
  const wider = new Map<string, readonly Item[]>();
  const find = (selector: LabelSelector): readonly Item[] => {
    const candidates = new Set(lookedUpOf(selector).flatMap((place) => byValue.get(place) ?? []));
    return [...candidates].flatMap((candidate) => {
      const group = groups.get(candidate);
      return group && isSelectorWithin(selector, group.selector) ? group.items : [];
    });
  };
  return (item) => {
    const selector = selectorOf(item);
    const key = keyOf(selector);
    const known = wider.get(key) ?? find(selector);
    wider.set(key, known);
    return known;
  };
}

/** The canonical text of a selector, written once for all who share it. */
function keyFinder(): (selector: LabelSelector) => string {
  const keys = new Map<LabelSelector, string>();
  return (selector) => {
    const key = keys.get(selector) ?? canonicalSelector(selector);
    keys.set(selector, key);
    return key;
  };
}

/** Where a selector is looked for: at the values that it asks for of one key, or with those that ask for no value. */
function placesOf({ requirements }: LabelSelector): readonly string[] {
  const asked = requirements.find(({ operator }) => operator === "In");
  return asked ? asked.values.map((value) => placeOf(asked.key, value)) : [withoutValue];
}

function lookedUpOf({ requirements }: LabelSelector): readonly string[] {
  const asked = requirements.filter(({ operator }) => operator === "In");
  return [withoutValue, ...asked.map(({ key, values }) => placeOf(key, values[0] ?? ""))];
}

const withoutValue = "";

function placeOf(key: string, value: string): string {
  return JSON.stringify([key, value]);
}
