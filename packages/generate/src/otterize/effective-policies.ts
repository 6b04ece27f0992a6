import { compareText, type ObjectMeta } from "@netpolint/core";
import { type OtterizeIdentity, identityKey } from "./identity.js";
import type { OtterizeSettings } from "./otterize-settings.js";
import { annotatedIntents, type OtterizePods } from "./otterize-pods.js";
import { type Intent, type Intents, readIntents } from "./read-intents.js";

/** Everything that is declared about one workload or Service. */
export interface EffectivePolicy {
  readonly identity: OtterizeIdentity;
  /** What it calls. */
  readonly calls: readonly Intent[];
  /** Who calls it. */
  readonly calledBy: readonly Intent[];
}

/** What the input means, put together for the operator. */
export interface Declared extends Intents {
  readonly pods: OtterizePods;
  readonly settings: OtterizeSettings;
  /** One for each client and each target in the cluster, in the order of namespace and name. */
  readonly effective: readonly EffectivePolicy[];
}

export function declaredIn(pods: OtterizePods, settings: OtterizeSettings): Declared {
  const read = readIntents(pods.cluster);
  const isWatched = ({ namespace }: ObjectMeta): boolean =>
    settings.watchedNamespaces.size === 0 || settings.watchedNamespaces.has(namespace);
  const intents = [...read.intents, ...annotatedIntents(pods)].filter(({ of }) => isWatched(of));
  const protectedServices = read.protectedServices.filter(({ of }) => isWatched(of));
  return { ...read, intents, protectedServices, pods, settings, effective: effectiveOf(intents) };
}

function effectiveOf(intents: readonly Intent[]): readonly EffectivePolicy[] {
  const byKey = new Map<string, { identity: OtterizeIdentity; calls: Intent[]; calledBy: Intent[] }>();
  const of = (identity: OtterizeIdentity): { calls: Intent[]; calledBy: Intent[] } => {
    const key = identityKey(identity);
    const known = byKey.get(key) ?? { identity, calls: [], calledBy: [] };
    byKey.set(key, known);
    return known;
  };
  for (const intent of intents) {
    of(intent.client).calls.push(intent);
    const { target } = intent;
    if (target.type === "pods" || target.type === "service") of(target.identity).calledBy.push(intent);
  }
  return [...byKey.values()].sort((a, b) => compareText(identityKey(a.identity), identityKey(b.identity)));
}

/** Whether the operator isolates a server: everywhere, in some namespaces, or where somebody asks for it. */
export function isEnforced(
  { settings, protectedServices }: Declared,
  { name, namespace, kind }: OtterizeIdentity,
): boolean {
  if (settings.enforcement === "active" || settings.activeNamespaces.has(namespace)) return true;
  return protectedServices.some(({ identity }) => {
    const isKind = identity.kind === undefined || identity.kind === kind;
    return identity.name === name && identity.namespace === namespace && isKind;
  });
}

/** The namespaces of those who call, each once, in order. */
export function callerNamespaces(calledBy: readonly Intent[]): readonly string[] {
  return [...new Set(calledBy.map(({ client }) => client.namespace))].sort(compareText);
}
