import { entryOf, type Scope } from "./scope.js";

const reference = /\$\{([^}]*)\}/g;

/** The names that a text refers to: parameters, and `resource.name` or `resource.namespace`. */
export function referencesIn(text: string): readonly string[] {
  return [...text.matchAll(reference)].map(([, name = ""]) => name);
}

/** The text with its references filled in; undefined where one is not known. */
export function expand(scope: Scope, text: string): string | undefined {
  let isKnown = true;
  const expanded = text.replace(reference, (_, name: string) => {
    const value = referenced(scope, name);
    if (value === undefined) isKnown = false;
    return value ?? "";
  });
  return isKnown ? expanded : undefined;
}

function referenced(scope: Scope, name: string): string | undefined {
  const [resource = "", part] = name.split(".");
  if (part === undefined) return scope.resolve.valuesOf(scope, name)?.[0];
  if (!entryOf(scope.document.resources, resource)) return undefined;
  const instance = scope.resolve.instanceOf(scope, resource);
  return part === "name" ? instance.name : part === "namespace" ? instance.namespace : undefined;
}

/** The parameter that the whole text stands for: `${port}`. */
export function parameterOf(text: string): string | undefined {
  return /^\$\{([^.}]+)\}$/.exec(text)?.[1];
}
