import type { InputProblem } from "@netpolint/core";
import type { SelectingPolicy, WorkloadStatus } from "@netpolint/generate";
import { jsonText } from "../reporters/json-text.js";

/** Everything, for programs; the policies' objects where they are asked for. */
export function statusJson(
  statuses: readonly WorkloadStatus[],
  inputProblems: readonly InputProblem[],
  { withYaml, supply }: { readonly withYaml: boolean; readonly supply: string },
): string {
  const value = {
    version: 1,
    workloads: statuses.map(({ workload: { namespace, kind, name }, status, policies, remarks }) => {
      const missing = status === "Missing Runtime Info" ? supply : null;
      return { namespace, kind, name, status, policies: policies.map((one) => policyJson(one, withYaml)), remarks, supply: missing };
    }),
    inputProblems,
  };
  return `${jsonText(value, 2)}\n`;
}

function policyJson({ policy: { meta, assumed }, directions, defaults, isSure }: SelectingPolicy, withYaml: boolean): object {
  const { line, column } = meta.origin.locate(["metadata", "name"]).start;
  return {
    namespace: meta.namespace,
    name: meta.name,
    file: meta.origin.file,
    line,
    column,
    directions,
    defaults,
    selects: isSure ? "yes" : "perhaps",
    assumed: assumed?.because ?? null,
    ...(withYaml ? { object: meta.origin.valueAt([]) ?? null } : {}),
  };
}
