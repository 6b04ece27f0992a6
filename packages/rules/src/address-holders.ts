import type { Cluster, IpAddress, IpBlock, Pod, Workload } from "@netpolint/core";
import { remembered } from "./remembered.js";

/** A pod and one of the addresses that the input gives it. */
export interface LocatedPod {
  readonly workload: Workload;
  readonly pod: Pod;
  readonly address: IpAddress;
}

/** The pods with addresses outside the host network, ascending by address in each family. */
export function locatedPods({ workloads }: Cluster): readonly LocatedPod[] {
  return locatedAmong(workloads);
}

const locatedAmong = remembered((workloads: Cluster["workloads"]): readonly LocatedPod[] =>
  workloads
    .flatMap((workload) =>
      workload.pods
        .filter(({ hostNetwork }) => !hostNetwork)
        .flatMap((pod) => pod.addresses.map((address) => ({ workload, pod, address }))),
    )
    .sort((a, b) => compareAddresses(a.address, b.address)),
);

/** The pod with the lowest address in the block that none of `except` holds, found without looking at all of them. */
export function firstPodIn(pods: readonly LocatedPod[], block: IpBlock, except: readonly IpBlock[]): LocatedPod | undefined {
  let index = lowerBound(pods, { family: block.family, value: block.first });
  for (; index < pods.length; index += 1) {
    const pod = pods[index];
    if (!pod || !holds(block, pod.address)) return undefined;
    const hole = except.find((one) => holds(one, pod.address));
    if (!hole) return pod;
    index = lowerBound(pods, { family: hole.family, value: hole.last + 1n }) - 1;
  }
  return undefined;
}

function lowerBound(pods: readonly LocatedPod[], address: IpAddress): number {
  let [low, high] = [0, pods.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const pod = pods[middle];
    if (pod && compareAddresses(pod.address, address) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compareAddresses(a: IpAddress, b: IpAddress): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.value < b.value ? -1 : Number(a.value > b.value);
}

export function holds({ family, first, last }: IpBlock, address: IpAddress): boolean {
  return family === address.family && first <= address.value && address.value <= last;
}

/** Whether every address of the block is in one of the ranges. */
export function isWithin(block: IpBlock, ranges: readonly IpBlock[]): boolean {
  return ranges.some(({ family, first, last }) => family === block.family && first <= block.first && block.last <= last);
}

export function overlaps(block: IpBlock, { family, first, last }: IpBlock): boolean {
  return family === block.family && first <= block.last && block.first <= last;
}

export function isSingle({ first, last }: IpBlock): boolean {
  return first === last;
}
