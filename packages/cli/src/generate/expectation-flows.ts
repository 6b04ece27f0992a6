import { resolve } from "node:path";
import {
  type ExpectationCase,
  type ExpectedFlow,
  flowsOfExpectation,
  type InputProblem,
  isNotUnderstood,
  readExpectationFiles,
} from "@netpolint/core";
import type { WantedFlow } from "@netpolint/generate";
import { readPaths } from "../input/read-paths.js";
import type { WrongUsage } from "../parse-arguments.js";
import { noProgress } from "../progress.js";
import type { FlowSource, SourceContext, SourcedFlows } from "./flow-source.js";
import { startOfFile } from "./start-of-file.js";

/** `--from expectations`: the `allow` lines of the expectation files of the configuration, or of one file. */
export const expectationFlows: FlowSource = {
  name: "expectations",
  dependsOnPolicies: false,
  takes: (text, { io }) => text === "expectations" || holdsCases(resolve(io.cwd, text)),
  read: readFlows,
};

async function readFlows(text: string, context: SourceContext): Promise<SourcedFlows | WrongUsage> {
  const { cases, problems } = await readCases([text], context);
  if (text === "expectations" && cases.length === 0 && problems.length === 0) {
    const problem = "`--from expectations` takes the files that the configuration lists, and it lists none.";
    return { problem, command: "generate" };
  }
  const read = cases.flatMap((one) => flowsOfCase(context, one));
  return {
    flows: read.flatMap(({ flows }) => flows),
    subjects: "all",
    unusable: [],
    problems: [...problems, ...read.flatMap((one) => one.problems)],
    remarks: read.flatMap((one) => one.remarks),
  };
}

export interface ReadCases {
  readonly cases: readonly ExpectationCase[];
  readonly problems: readonly InputProblem[];
}

/** The cases of all `--from` that are about expectation files. */
export async function readCases(texts: readonly string[], { io, settings }: SourceContext): Promise<ReadCases> {
  const paths = texts.flatMap((text) => (text === "expectations" ? settings.config.expectations : [text]));
  if (paths.length === 0) return { cases: [], problems: [] };
  const { files, problems } = await readPaths(io, paths, noProgress, () => false);
  const read = await readExpectationFiles(files);
  return { cases: read.cases, problems: [...problems, ...read.problems] };
}

/** Told by the beginning of the file, which may be larger than memory: records of traffic have no `cases`. */
function holdsCases(path: string): boolean {
  return /^\s*(?:\{\s*)?"?cases"?\s*:/m.test(startOfFile(path));
}

interface FlowsOfCase {
  readonly flows: readonly WantedFlow[];
  readonly remarks: readonly string[];
  readonly problems: readonly InputProblem[];
}

function flowsOfCase({ policies }: SourceContext, { name, file, expectations }: ExpectationCase): FlowsOfCase {
  const flows: WantedFlow[] = [];
  const problems: InputProblem[] = [];
  const remarks: string[] = [];
  for (const expectation of expectations) {
    const found = flowsOfExpectation(policies, expectation);
    if (isNotUnderstood(found)) {
      problems.push({ code: "expectations", message: found.problem, file, ...expectation.range.start });
      continue;
    }
    const because = `${expectation.reason ?? name} (${file}:${expectation.range.start.line})`;
    const wanted = found.map((flow) => wantedFlows(flow, because));
    flows.push(...wanted.flat());
    if (wanted.some((one) => one.length === 0)) {
      remarks.push(`Nothing is generated for \`${expectation.text}\` (${file}:${expectation.range.start.line}): no policy can name its port.`);
    }
  }
  return { flows, problems, remarks };
}

/** A line may ask for several stretches of ports, of several protocols. */
function wantedFlows({ from, to, port: { ports, protocols } }: ExpectedFlow, because: string): readonly WantedFlow[] {
  return protocols.flatMap((protocol): WantedFlow[] => {
    if (protocol === "ICMP") return [];
    if (ports.type === "name") {
      const pods = to.type === "workload" ? to.workload.pods : to.type === "hypothetical" ? [to.pod] : [];
      const named = pods.flatMap((pod) => pod.namedPorts ?? []);
      const numbers = named.filter((one) => one.name === ports.name && one.protocol === protocol);
      return [...new Set(numbers.map(({ number }) => number))].map((port) => ({ from, to, protocol, port, because: [because] }));
    }
    return ports.ports.intervals.map(([first, last]): WantedFlow => {
      const isAll = first === 1 && last === 65535;
      const range = first === last || isAll ? {} : { endPort: last };
      return { from, to, protocol, port: isAll ? null : first, ...range, because: [because] };
    });
  });
}
