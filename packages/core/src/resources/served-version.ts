import { fieldOf, type JsonValue } from "../source/json-value.js";
import { decodedString } from "./decode-refusals.js";
import { quote, type Refusal, refusalSentence } from "./refusal.js";

/** The kind is known and served in one version only, which is not the written one. */
export function versionRefusal(value: JsonValue, kind: string, served: string): Refusal {
  const written = shown(fieldOf(value, "apiVersion"));
  return noMatches(value, "apiVersion", `is ${written}, but ${kind} is served as ${quote(served)} only`);
}

/** No version of the group has the kind. `what` says what was expected. */
export function kindRefusal(value: JsonValue, what: string): Refusal {
  return noMatches(value, "kind", `is ${shown(fieldOf(value, "kind"))}, which is no ${what}`);
}

function noMatches(value: JsonValue, field: "apiVersion" | "kind", plain: string): Refusal {
  const [kind, version] = [shown(fieldOf(value, "kind")), shown(fieldOf(value, "apiVersion"))];
  return {
    path: [field],
    at: [field],
    reason: "NotSupported",
    mistake: "unserved-version",
    serverMessage: `no matches for kind ${kind} in version ${version}`,
    message: refusalSentence([field], plain),
  };
}

function shown(value: JsonValue | undefined): string {
  return quote(decodedString(value) ?? "");
}
