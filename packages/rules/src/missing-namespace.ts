import { defineRule, type ObjectMeta, objectName, type Place, placeOf, type RuleFinding } from "@netpolint/core";

/** Without a namespace the one of whoever applies the object decides. One finding a file: files are applied as a whole. */
export const missingNamespace = defineRule({
  id: "missing-namespace",
  summary: "An object names no namespace",
  severity: "warning",
  category: "brittle",
  precision: "high",
  messages: {
    assumed: {
      message:
        "{object}{rest} {verb} no namespace; `{namespace}` was assumed.",
      help: "Write metadata.namespace, or say where the objects are applied with `--namespace <name>`.",
    },
  },
  check: ({ cluster }) => {
    if (cluster.settings.namespaceGiven) return [];
    const byFile = new Map<string, ObjectMeta[]>();
    for (const meta of cluster.objects) {
      if (meta.namespaceWritten) continue;
      byFile.set(meta.origin.file, [...(byFile.get(meta.origin.file) ?? []), meta]);
    }
    return [...byFile.values()].map((metas) => findingOf(metas, cluster.settings.namespace));
  },
});

function findingOf(metas: readonly ObjectMeta[], namespace: string): RuleFinding<"assumed"> {
  const [first, ...others] = metas as readonly [ObjectMeta, ...ObjectMeta[]];
  const place = (meta: ObjectMeta): Place => placeOf(meta, ["metadata"]);
  const rest = others.length === 0 ? "" : ` and ${others.length} more ${others.length === 1 ? "object" : "objects"} of the file`;
  return {
    ...place(first),
    messageId: "assumed",
    data: {
      object: `${first.kind} \`${first.name}\``,
      rest,
      verb: others.length === 0 ? "names" : "name",
      namespace,
    },
    related: others.map((meta) => ({ ...place(meta), message: `${meta.kind} \`${objectName(meta)}\`` })),
  };
}
