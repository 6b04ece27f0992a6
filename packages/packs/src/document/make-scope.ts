import type { Cluster } from "@netpolint/core";
import { holds } from "./conditions.js";
import type { FlowPackDocument } from "./flow-pack-document.js";
import { instanceOf } from "./instances.js";
import { parseValues } from "./parse-values.js";
import { entryOf, type Scope, type ValueReader } from "./scope.js";
import { valuesOf } from "./values.js";

export interface ScopeParts {
  readonly document: FlowPackDocument;
  readonly cluster: Cluster;
  /** What the user gave, by name of the parameter. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly named: boolean;
  readonly readers: Readonly<Record<string, ValueReader>>;
}

/** Everything that a pack's rows depend on, with no object chosen yet. */
export function makeScope({ document, cluster, parameters, named, readers }: ScopeParts): Scope {
  const resolve = { holds, valuesOf, instanceOf };
  const given = acceptedOf(document, parameters);
  return { document, cluster, readers, named, resolve, given, bound: new Map(), found: new Map(), doubts: new Set() };
}

/** Values that a parameter does not take are the command line's to refuse; here they do not count. */
function acceptedOf({ parameters }: FlowPackDocument, given: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...given].filter(([name, text]) => {
      const parameter = entryOf(parameters, name);
      return parameter !== undefined && parameter.given !== false && parseValues(parameter, text) !== undefined;
    }),
  );
}
