import { resolve } from "node:path";
import {
  type Cluster,
  type InputProblem,
  openCluster,
  parametersOf,
  type PolicyDirection,
  type SourceFile,
  workloadName,
} from "@netpolint/core";
import {
  intendedFlows,
  isMapperList,
  isolatedWorkloads,
  letInFlows,
  type OperatorOutput,
  otterizeGroup,
  otterizePack,
  outputOf,
  readMapperList,
} from "@netpolint/generate";
import { readPaths } from "../input/read-paths.js";
import { noProgress } from "../progress.js";
import type { FlowSource, SourceContext, SourcedFlows } from "./flow-source.js";
import { startOfFile } from "./start-of-file.js";

/** `--from otterize`: the ClientIntents of the input, or of a file; also what the network mapper exports or lists. */
export const otterizeFlows: FlowSource = {
  name: "otterize",
  dependsOnPolicies: false,
  takes: (text, { io }) => text === "otterize" || isIntents(startOfFile(resolve(io.cwd, text))),
  read: async (text, context) => {
    const { output, problems } = await readOtterize([text], context);
    return sourced(output, problems);
  },
};

const ofOtterize = new RegExp(`apiVersion["']?\\s*:\\s*["']?${otterizeGroup.replaceAll(".", "\\.")}/`);

function isIntents(start: string): boolean {
  return ofOtterize.test(start) || isMapperList(start);
}

export interface ReadOtterize {
  readonly output: OperatorOutput;
  readonly problems: readonly InputProblem[];
}

/** What the operator makes of the intents of the input and of files together. */
export async function readOtterize(texts: readonly string[], context: SourceContext): Promise<ReadOtterize> {
  const { settings, policies } = context;
  const paths = texts.filter((text) => text !== "otterize");
  const read = await readPaths(context.io, paths, noProgress, () => false);
  const files = read.files.map(asIntents);
  const packs = { packs: [otterizePack], parameters: settings.parameters };
  const { cluster, sources } = await openCluster(files, settings.cluster, undefined, packs);
  const parameters = parametersOf(otterizePack.id, settings.parameters);
  const output = outputOf({ cluster: withIntents(policies.cluster, cluster), parameters });
  return { output, problems: [...read.problems, ...sources.problems] };
}

function asIntents(file: SourceFile): SourceFile {
  if (!isMapperList(file.text)) return file;
  return {
    ...file,
    text: readMapperList(file.text)
      .map((object) => JSON.stringify(object))
      .join("\n"),
  };
}

/** Intents that are in both are meant once. */
function withIntents(cluster: Cluster, { customResources: added }: Cluster): Cluster {
  const keyOf = ({ meta }: Cluster["customResources"][number]): string => `${meta.kind} ${meta.namespace}/${meta.name}`;
  const known = new Set(cluster.customResources.map(keyOf));
  return {
    ...cluster,
    customResources: [...cluster.customResources, ...added.filter((one) => !known.has(keyOf(one)))],
  };
}

function sourced(output: OperatorOutput, problems: readonly InputProblem[]): SourcedFlows {
  const { flows, remarks } = intendedFlows(output);
  const isolated = isolatedWorkloads(output);
  const unread = output.declared.unread.map(
    ({ of, problem }) => `Nothing is generated for ${of.kind} \`${of.namespace}/${of.name}\`: ${problem}.`,
  );
  const directions = [...isolated].map(([workload, own]): [string, readonly PolicyDirection[]] => [
    workloadName(workload),
    own,
  ]);
  return {
    flows: [...flows, ...letInFlows(output)],
    subjects: [...isolated.keys()].map((workload) => ({ type: "workload", workload })),
    directions: new Map(directions),
    unusable: [],
    problems,
    remarks: [...remarks, ...unread],
  };
}
