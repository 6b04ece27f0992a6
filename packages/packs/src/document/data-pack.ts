import type { AssumeContext, AssumedPolicy, FlowPack, JsonValue, PackParameter, UncheckedRow } from "@netpolint/core";
import { adviceOn } from "./advice.js";
import type { FlowPackDocument, ParameterDocument } from "./flow-pack-document.js";
import { makeScope } from "./make-scope.js";
import { expectedForm, parseValues } from "./parse-values.js";
import { hasSubjectObject } from "./pods.js";
import { kindsOf } from "./read-kinds.js";
import { requireRows } from "./require-rows.js";
import { remarksOn } from "./resource-remarks.js";
import type { Scope, ValueReader } from "./scope.js";
import { selectedAnywhere } from "./selected-workloads.js";
import { valuesOf } from "./values.js";

/** What a pack does that data cannot say. */
export interface PackCode {
  /** Functions for `reader` of a parameter. */
  readonly readers?: Readonly<Record<string, ValueReader>>;
  /** The policies that the software's operator makes because of objects of the input. */
  readonly assumePolicies?: (scope: Scope) => readonly AssumedPolicy[];
  /** The same as manifests, also where nothing in the input makes the operator do so. */
  readonly operatorPolicies?: (scope: Scope) => readonly JsonValue[];
  /** What could not be worked out beside the rows. */
  readonly unchecked?: (scope: Scope) => readonly Omit<UncheckedRow, "pack">[];
}

/** Makes a pack that can be checked out of one that is written down. */
export function packOf(document: FlowPackDocument, code: PackCode = {}): FlowPack {
  const { readers = {}, assumePolicies, operatorPolicies, unchecked = () => [] } = code;
  const scopeOf = ({ cluster, parameters }: AssumeContext, named = false): Scope =>
    makeScope({ document, cluster, parameters, named, readers });
  return {
    id: document.id,
    title: document.title,
    link: document.link,
    parameters: parametersOf(document),
    kinds: kindsOf(document),
    occurs: (cluster) => occurs(scopeOf({ cluster, parameters: new Map() })),
    require: (context) => {
      const scope = scopeOf(context, context.named);
      const rows = requireRows(scope);
      const others = unchecked(scope).map((row) => ({ pack: document.id, ...row }));
      const advice = adviceOn(scope);
      return {
        ...rows,
        unchecked: [...rows.unchecked, ...advice.unchecked, ...others],
        remarks: [...remarksOn(scope), ...advice.remarks],
      };
    },
    ...(operatorPolicies ? { operatorPolicies: (context) => operatorPolicies(scopeOf(context, true)) } : {}),
    ...(assumePolicies ? { assumePolicies: (context) => assumePolicies(scopeOf(context)) } : {}),
  };
}

function parametersOf({ parameters = {} }: FlowPackDocument): readonly PackParameter[] {
  return Object.entries(parameters)
    .filter(([, { given = true }]) => given)
    .map(([name, parameter]) => ({ name, summary: parameter.summary, problemOf: (text) => problemOf(parameter, text) }));
}

function problemOf(parameter: ParameterDocument, text: string): string | undefined {
  return parseValues(parameter, text) ? undefined : `it takes ${expectedForm(parameter)}, not \`${text}\``;
}

/** True where the input holds pods of the software, or an object that makes them. */
function occurs(scope: Scope): boolean {
  if (hasSubjectObject(scope)) return true;
  const own = Object.values(scope.document.pods ?? {}).filter(({ role }) => role === "subject");
  return own.some((pods) => selectedAnywhere(scope, pods).length > 0);
}

/** The one value of a parameter, for the code beside a pack's data. */
export function valueOf(scope: Scope, name: string): string | undefined {
  return valuesOf(scope, name)?.[0];
}
