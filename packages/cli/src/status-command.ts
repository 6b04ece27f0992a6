import { type Endpoint, type OpenedCluster, type Workload, workloadName } from "@netpolint/core";
import { policyStatus, type RuntimeInfo } from "@netpolint/generate";
import { useColour } from "./colour.js";
import { readFlowSources } from "./generate/collect-flows.js";
import type { SourcedFlows } from "./generate/flow-source.js";
import { readScope } from "./generate/read-scope.js";
import { compareProblems } from "./input/compare-problems.js";
import { inputRequest } from "./input/input-request.js";
import { openInput } from "./input/open-input.js";
import type { Io } from "./io.js";
import { nothingToAnalyse } from "./nothing-to-analyse.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import { printProblems } from "./print-problems.js";
import { escapeText } from "./reporters/escape-text.js";
import type { Settings } from "./settings.js";
import { statusJson } from "./status/status-json.js";
import { statusText } from "./status/status-text.js";

/** `netpolint status`: which workloads have policies, and which lack them; answers with the exit code. */
export async function statusCommand(args: Arguments, settings: Settings, io: Io): Promise<number | WrongUsage> {
  const request = inputRequest(args, args.positionals);
  if (isWrongUsage(request)) return request;
  const { input, opened } = await openInput(io, args, settings, request);
  const scope = readScope(args, opened.cluster);
  if (isWrongUsage(scope)) return scope;
  const texts = args.values.get("from") ?? [];
  const sourced = await readFlowSources(texts, { args, settings, io, policies: opened.policies });
  if (isWrongUsage(sourced)) return sourced;
  const problems = [...input.problems, ...opened.sources.problems, ...sourced.flatMap((one) => one.problems)].sort(compareProblems);
  printProblems(problems, io);
  for (const remark of sourced.flatMap((one) => one.remarks)) io.stderr.write(`${escapeText(remark)}\n`);
  if (opened.cluster.objects.length === 0) {
    io.stderr.write(`${nothingToAnalyse(input, { skipped: Object.fromEntries(opened.sources.skipped) })}\n`);
    return 2;
  }
  const runtime = runtimeInfo(sourced, opened, texts.length > 0);
  const isInScope = scope.scope ?? (() => true);
  const statuses = policyStatus(opened.policies, runtime).filter(({ workload }) =>
    isInScope({ ...workload, name: workload.name.split("@", 1)[0] ?? workload.name }),
  );
  const isJson = args.values.get("format")?.[0] === "json";
  const withYaml = args.flags.has("yaml");
  const text = isJson
    ? statusJson(statuses, problems, { withYaml, supply })
    : await statusText(statuses, { withYaml, supply, colour: useColour(args.flags, io) });
  io.stdout.write(text);
  return problems.length > 0 ? 2 : 0;
}

const supply =
  "say with `--from` what was seen of its traffic (records of Kubescape, NetObserv, Hubble, Inspektor Gadget, Calico or " +
  "the AWS VPC CNI), or what it needs (packs, expectations, an expectation file)";

/** A workload of which a source has all flows is known; without any source none is. */
function runtimeInfo(sourced: readonly SourcedFlows[], { cluster }: OpenedCluster, isGiven: boolean): RuntimeInfo {
  const known = new Set<Workload["pods"][number]>();
  for (const { subjects } of sourced) {
    const ends: readonly Endpoint[] = subjects === "all" ? cluster.workloads.map((workload) => ({ type: "workload", workload })) : subjects;
    for (const pod of ends.flatMap((end) => (end.type === "workload" ? end.workload.pods : []))) known.add(pod);
  }
  const reasons = new Map<string, string>();
  for (const { subject, reason } of sourced.flatMap((one) => one.unusable)) {
    if (subject.type === "workload") reasons.set(workloadName(subject.workload), reason);
  }
  return {
    missing: (workload) => {
      if (workload.pods.some((pod) => known.has(pod))) return undefined;
      const reason = reasons.get(workloadName(workload));
      if (reason !== undefined) return `its records cannot be used, since ${reason}`;
      return isGiven ? "no source knows its flows" : "nothing is known of its traffic";
    },
  };
}
