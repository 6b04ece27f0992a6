import type { Resource } from "../resources/read-resources.js";
import type { Cluster } from "./cluster.js";
import { detectApiServer, detectApiServerService } from "./detect-api-server.js";
import { detectCni, onlyCni } from "./detect-cni.js";
import { detectDns, detectNodeLocalDns } from "./detect-dns.js";
import { detectPlatform } from "./detect-platform.js";
import { detectNodes, detectPodRanges, detectServiceRanges } from "./detect-ranges.js";
import type { Environment, Facts } from "./environment.js";
import { type ClusterSettings, defaultSettings } from "./settings.js";

/** What the objects of the input say about the cluster. `given` decides what of it can be relied on. */
export function detectEnvironment(resources: readonly Resource[], given: Partial<ClusterSettings>): Environment {
  const world = given.world ?? defaultSettings.world;
  const cni = detectCni(resources);
  return {
    platform: detectPlatform(resources),
    cni,
    apiServer: detectApiServer(resources),
    apiServerService: detectApiServerService(resources),
    podRanges: detectPodRanges(resources, { world, cni: given.cni ?? onlyCni(cni) }),
    serviceRanges: detectServiceRanges(resources),
    nodes: detectNodes(resources),
    dns: detectDns(resources),
    nodeLocalDns: detectNodeLocalDns(resources),
  };
}

/** The settings in force: what was given, then what was detected and holds as the setting does, then the defaults. */
export function settingsInForce(given: Partial<ClusterSettings>, environment: Environment): ClusterSettings {
  return {
    ...defaultSettings,
    platform: environment.platform.facts[0]?.value,
    cni: onlyCni(environment.cni),
    podRanges: used(environment.podRanges),
    serviceRanges: used(environment.serviceRanges),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

function used<T>({ facts, unused }: Facts<T>): readonly T[] {
  return unused === undefined ? facts.map(({ value }) => value) : [];
}

/** What detection found in one of two inputs of one cluster; where both say something, the first. */
export function commonSettings({ settings: one }: Cluster, { settings: other }: Cluster): Partial<ClusterSettings> {
  const longer = <T>(a: readonly T[], b: readonly T[]): readonly T[] => (a.length > 0 ? a : b);
  return {
    platform: one.platform ?? other.platform,
    cni: one.cni ?? other.cni,
    podRanges: longer(one.podRanges, other.podRanges),
    serviceRanges: longer(one.serviceRanges, other.serviceRanges),
  };
}
