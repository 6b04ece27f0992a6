import { strictCidrGate } from "./refusal.js";

/** A release of Kubernetes; patches make no difference here. */
export interface KubernetesVersion {
  readonly major: number;
  readonly minor: number;
}

/** Reads `1.33`, and what `kubectl version` prints: `v1.33.2`, `v1.33.2-gke.100`, `1.33+`. Undefined: no version. */
export function parseKubernetesVersion(text: string): KubernetesVersion | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)(?:[.+-].*)?$/.exec(text) ?? [];
  return major === undefined || minor === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}

/** The first release in which a feature gate is on where nobody turns it off. */
const onByDefault: Readonly<Record<typeof strictCidrGate, KubernetesVersion>> = {
  [strictCidrGate]: { major: 1, minor: 36 },
};

/** Undefined where the version is not known. */
export function isGateOn(gate: keyof typeof onByDefault, version: string | undefined): boolean | undefined {
  const known = version === undefined ? undefined : parseKubernetesVersion(version);
  if (known === undefined) return undefined;
  const since = onByDefault[gate];
  return known.major > since.major || (known.major === since.major && known.minor >= since.minor);
}
