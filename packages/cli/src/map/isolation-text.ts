import type { MapEndpoint } from "@netpolint/core";

/** `ingress`, `egress` or `ingress and egress`: where nothing isolates. Undefined where something does in both. */
export function openDirections(endpoint: MapEndpoint): string | undefined {
  return directionsThatAre(endpoint, false);
}

/** The directions of which it is not known, or differs from pod to pod, whether something isolates. */
export function unclearDirections(endpoint: MapEndpoint): string | undefined {
  return directionsThatAre(endpoint, null);
}

function directionsThatAre({ isolated }: MapEndpoint, wanted: boolean | null): string | undefined {
  const found = (["ingress", "egress"] as const).filter((direction) => isolated && isolated[direction] === wanted);
  return found.length === 0 ? undefined : found.join(" and ");
}
