/** Names values so that two have one name only if nobody can tell them apart. */
export type IdentityText = (value: unknown) => string;

/** Objects of the input go by who they are, all else by what it holds. */
export function identityTexts(): IdentityText {
  const numbers = new WeakMap<object, number>();
  let count = 0;
  const numberOf = (value: object): number => {
    const known = numbers.get(value) ?? count;
    if (known === count) count += 1;
    numbers.set(value, known);
    return known;
  };
  const textOf: IdentityText = (value) => {
    if (typeof value === "string") return JSON.stringify(value);
    if (typeof value !== "object" || value === null) return typeof value === "bigint" ? `${value}n` : String(value);
    if (isOfInput(value)) return `#${numberOf(value)}`;
    if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
    if (value instanceof Map) return `map${textOf([...value])}`;
    if (value instanceof Set) return `set${textOf([...value])}`;
    return `{${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${textOf(item)}`).join()}}`;
  };
  return textOf;
}

/** What was read knows where it comes from; workloads and policies know that of their object. */
function isOfInput(value: object): boolean {
  return "origin" in value || ("meta" in value && ("pods" in value || "type" in value));
}
