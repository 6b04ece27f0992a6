import type { NetworkPolicy } from "@netpolint/core";

/** Policies that are suggested, and how they are meant; or why there are none. */
export type Suggested =
  | {
      readonly type: "policies";
      /** `beside`: to be added to the policies of the input. `instead`: in the place of all its NetworkPolicies. */
      readonly how: "beside" | "instead";
      readonly policies: readonly NetworkPolicy[];
      /** What they were made from, a sentence. */
      readonly madeFrom: string;
      /** By `namespace/Kind/name` of a workload, what is to be known, a sentence each. */
      readonly remarks: ReadonlyMap<string, readonly string[]>;
    }
  | { readonly type: "none"; readonly because: string };
