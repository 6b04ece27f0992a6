import { objectName, type PackRemark, placeOf } from "@netpolint/core";
import { findField } from "./field-values.js";
import type { KindDocument } from "./flow-pack-document.js";
import { objectsOf } from "./instances.js";
import type { Instance, Scope } from "./scope.js";

/** Versions and fields of the objects that a pack reads which their definitions do not have. */
export function remarksOn(scope: Scope): readonly PackRemark[] {
  return Object.entries(scope.document.resources ?? {}).flatMap(([name, resource]) => {
    if (!("kind" in resource)) return [];
    return objectsOf(scope, name, resource).flatMap((instance) => remarksOnObject(scope, resource, instance));
  });
}

function remarksOnObject(scope: Scope, resource: KindDocument, { object }: Instance): readonly PackRemark[] {
  if (!object) return [];
  const { meta, value } = object;
  const misnamed = Object.entries(resource.misnamedFields ?? {}).flatMap(([field, meant]) => {
    const found = findField(value, field);
    if (!found) return [];
    return [
      {
        place: placeOf(meta, found.path),
        type: "unknown-field" as const,
        object: `${meta.kind} \`${objectName(meta)}\``,
        field,
        meant,
      },
    ];
  });
  return [...versionRemarks(scope, resource, object), ...misnamed];
}

function versionRemarks(
  { document }: Scope,
  { versions, removedVersions = {} }: KindDocument,
  { meta }: NonNullable<Instance["object"]>,
): readonly PackRemark[] {
  const [group, version = ""] = meta.apiVersion.split("/");
  const current = versions?.at(-1);
  if (current === undefined || versions?.includes(version)) return [];
  const since = Object.hasOwn(removedVersions, version) ? removedVersions[version] : undefined;
  const fact = since === undefined ? "which is no version of it" : `which ${document.software.name} dropped ${since}`;
  return [
    {
      place: placeOf(meta, ["apiVersion"]),
      type: "unserved-version",
      object: `${meta.kind} \`${objectName(meta)}\``,
      version: meta.apiVersion,
      fact,
      current: `${group}/${current}`,
    },
  ];
}
