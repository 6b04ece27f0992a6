import { md5Hex } from "./md5.js";

/** What Otterize knows a workload, or a Service, by. */
export interface OtterizeIdentity {
  readonly name: string;
  readonly namespace: string;
  /** Undefined: workloads of any kind. `Service`: the Service of that name. */
  readonly kind: string | undefined;
}

/** The value of the labels that say which workload a pod is of. The hash is over the names before they are cut. */
export function hashedName({ name, namespace }: OtterizeIdentity): string {
  return `${name.slice(0, 20)}-${namespace.slice(0, 20)}-${hashOf(`${name}-${namespace}`)}`;
}

/** The same with the kind, where the identity has one; it is in names of labels and in labels of policies. */
export function hashedNameWithKind(identity: OtterizeIdentity): string {
  const { name, namespace, kind } = identity;
  if (kind === undefined || kind === "" || kind === "OttrLegacy") return hashedName(identity);
  const hash = hashOf(`${name}-${namespace}-${kind}`);
  return `${name.slice(0, 19)}-${namespace.slice(0, 19)}-${kind.slice(0, 5).toLowerCase()}-${hash}`;
}

function hashOf(text: string): string {
  return md5Hex(text).slice(0, 6);
}

/** One text for each identity, for keys and for order. */
export function identityKey({ name, namespace, kind }: OtterizeIdentity): string {
  return JSON.stringify([namespace, name, kind ?? ""]);
}

/** `shop/web`, or `shop/Deployment/web` where the kind is known. */
export function identityText({ name, namespace, kind }: OtterizeIdentity): string {
  return kind === undefined ? `${namespace}/${name}` : `${namespace}/${kind}/${name}`;
}

/** What stands for the identity in names of policies. Dots of names of owners are written `_` in labels. */
export function policyNamePart({ name, kind }: OtterizeIdentity): string {
  const written = name.replaceAll("_", ".");
  return kind === undefined ? written : `${written}-${kind.toLowerCase()}`;
}
