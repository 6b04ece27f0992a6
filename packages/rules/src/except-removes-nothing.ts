import {
  defineRule,
  formatIpAddress,
  type IpBlock,
  type IpSet,
  ipSetOf,
  isEmptyIpSet,
  type NetworkPolicy,
  type Path,
  placeOf,
  type RuleFinding,
  subtractIpSets,
} from "@netpolint/core";
import { partTitle } from "./idle-parts.js";

/** An item of `except` is taken from the block whether or not another item takes the same. */
export const exceptRemovesNothing = defineRule({
  id: "except-removes-nothing",
  summary: "An item of `except` takes away nothing that other items do not",
  severity: "warning",
  category: "no-effect",
  precision: "very-high",
  reach: "object",
  messages: {
    withinOthers: {
      message: "{part} takes away nothing: the other items of `except` take away all of `{cidr}`.",
      help: "Remove the item.",
    },
  },
  check: ({ cluster }) =>
    cluster.networkPolicies
      .filter(({ refusals }) => refusals.length === 0)
      .flatMap((policy) =>
        [...policy.ingress, ...policy.egress].flatMap(({ peers }) =>
          peers.flatMap(({ path, ipBlock }) =>
            idleItems(ipBlock?.except ?? []).map(({ block, at }) => findingOf(policy, [...path, "ipBlock", "except", at], block)),
          ),
        ),
      ),
});

interface ExceptItem {
  readonly block: IpBlock;
  readonly at: number;
}

/** All of these can go together. Of two that are the same the later one goes. */
function idleItems(except: readonly IpBlock[]): readonly ExceptItem[] {
  let kept = except.map((block, at): ExceptItem => ({ block, at }));
  for (const item of kept.toReversed()) {
    const others = kept.filter((one) => one !== item);
    if (isEmptyIpSet(withoutBlocks(ipSetOf(item.block), others))) kept = others;
  }
  return except.map((block, at): ExceptItem => ({ block, at })).filter(({ at }) => !kept.some((one) => one.at === at));
}

function withoutBlocks(set: IpSet, items: readonly ExceptItem[]): IpSet {
  const own = items.filter(({ block }) => block.family === set.family);
  return own.map(({ block }) => ipSetOf(block)).reduce(subtractIpSets, set);
}

function findingOf(policy: NetworkPolicy, path: Path, block: IpBlock): RuleFinding<"withinOthers"> {
  const written = policy.meta.origin.valueAt(path);
  const cidr = typeof written === "string" ? written : formatIpAddress({ family: block.family, value: block.first });
  return {
    ...placeOf(policy.meta, path),
    messageId: "withinOthers",
    data: { part: partTitle({ policy, path }), cidr },
    fix: { title: "Remove the item", edits: [{ meta: policy.meta, edit: { type: "remove", path } }] },
  };
}
