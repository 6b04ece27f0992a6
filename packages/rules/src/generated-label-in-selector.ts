import { type Cluster, defineRule, type LabelSelector, type NetworkPolicy, placeOf, type RuleFinding } from "@netpolint/core";
import { acceptedPolicies, pathText, policyTitle } from "./network-policy-words.js";
import { peersOfPolicy, type Requirement, requirementPath, selectorsInForce, type WrittenSelector } from "./rules-in-force.js";

/** Controllers write these labels anew with each revision or run. */
export const generatedLabelInSelector = defineRule({
  id: "generated-label-in-selector",
  summary: "A selector asks for a label that a controller makes up",
  severity: "warning",
  category: "brittle",
  precision: "very-high",
  reach: "policy",
  messages: {
    generated: {
      message: "{field} of {policy} asks for the label {key}, to which {maker} gives another value with each {when}.",
      help: "Select by labels of the pod template that stay, such as `app.kubernetes.io/name`.",
    },
    jobName: {
      message: "{field} of {policy} asks for the label {key}, which is another one with each Job that nobody named by hand.",
      help: "Select by labels of the pod template that stay, such as `app.kubernetes.io/name`.",
    },
  },
  check: ({ cluster }) => {
    const jobs = jobNames(cluster);
    return acceptedPolicies(cluster)
      .filter(asksForMadeLabel)
      .flatMap((policy) =>
        selectorsInForce(policy)
          .filter(({ of, selector }) => of === "pods" && hasMadeLabel(selector))
          .flatMap((written) => findingsOf(policy, written, jobs)),
      );
  },
});

interface Maker {
  readonly maker: string;
  readonly when: string;
}

const ofDeployments: Maker = { maker: "the Deployment", when: "revision" };
const ofRevisions: Maker = { maker: "the DaemonSet or StatefulSet", when: "revision" };
const ofJobs: Maker = { maker: "the control plane", when: "Job" };
const ofCronJobs: Maker = { maker: "the CronJob", when: "run" };

const makers: ReadonlyMap<string, Maker> = new Map([
  ["pod-template-hash", ofDeployments],
  ["controller-revision-hash", ofRevisions],
  ["pod-template-generation", ofRevisions],
  ["controller-uid", ofJobs],
  ["batch.kubernetes.io/controller-uid", ofJobs],
  ["job-name", ofCronJobs],
  ["batch.kubernetes.io/job-name", ofCronJobs],
]);

const jobNameKeys: ReadonlySet<string> = new Set(["job-name", "batch.kubernetes.io/job-name"]);

/** Jobs that somebody named: their names stay. */
function jobNames({ workloads }: Cluster): ReadonlySet<string> {
  return new Set(workloads.filter(({ kind }) => kind === "Job").map(({ name }) => name));
}

/** As hardly any policy does. */
function asksForMadeLabel(policy: NetworkPolicy): boolean {
  if (hasMadeLabel(policy.podSelector)) return true;
  return peersOfPolicy(policy).some(({ peer }) => peer.podSelector !== undefined && hasMadeLabel(peer.podSelector));
}

function hasMadeLabel({ requirements }: LabelSelector): boolean {
  return requirements.some(({ key }) => makers.has(key));
}

type LabelFinding = RuleFinding<"generated" | "jobName">;

function findingsOf(policy: NetworkPolicy, written: WrittenSelector, jobs: ReadonlySet<string>): readonly LabelFinding[] {
  const { selector, path } = written;
  return selector.requirements.flatMap((requirement): readonly LabelFinding[] => {
    const { key, values } = requirement;
    const maker = makers.get(key);
    const unnamed = values.filter((value) => !jobNameKeys.has(key) || !jobs.has(value));
    if (!maker || !asksForValue(requirement) || unnamed.length === 0) return [];
    const place = placeOf(policy.meta, requirementPath(policy.meta, written, requirement));
    const data = { field: pathText(path), policy: policyTitle(policy), key: `\`${key}\`` };
    if (!jobNameKeys.has(key) || unnamed.some(isOfCronJob)) return [{ ...place, messageId: "generated", data: { ...data, ...maker } }];
    return [{ ...place, messageId: "jobName", severity: "info", data }];
  });
}

/** That there is such a label at all stays true. */
function asksForValue({ operator }: Requirement): boolean {
  return operator === "In" || operator === "NotIn";
}

/** A CronJob puts the minute of the run, since 1970, behind its own name. */
function isOfCronJob(value: string): boolean {
  return /-[0-9]{8}$/.test(value);
}
