import {
  type AskedPort,
  askService,
  type Cluster,
  type CombinedVerdict,
  type CompiledPolicies,
  type Endpoint,
  endpointName,
  evaluateFlow,
  type FlowQuestion,
  type InputProblem,
  isNotUnderstood,
  type NotUnderstood,
  parseAskedPort,
  parseEndpoint,
  parseService,
  type Service,
} from "@netpolint/core";
import { useColour } from "./colour.js";
import { compareProblems } from "./input/compare-problems.js";
import { inputRequest } from "./input/input-request.js";
import { openInput } from "./input/open-input.js";
import type { Io } from "./io.js";
import { nothingToAnalyse } from "./nothing-to-analyse.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import type { Settings } from "./settings.js";
import { serviceJson, serviceText, serviceWhy } from "./why/service-answer.js";
import { whyAnswer } from "./why/why-answer.js";
import { whyJson } from "./why/why-json.js";
import { whyText } from "./why/why-text.js";
import { printProblems } from "./print-problems.js";

/** `netpolint why`: asks about one flow, prints the answer; answers with the exit code. */
export async function whyCommand(args: Arguments, settings: Settings, io: Io): Promise<number | WrongUsage> {
  const count = args.positionals.length;
  if (count < 2 || count > 3) return { problem: wrongCount(count), command: "why" };
  const request = inputRequest(args, args.flags.has("in") ? (args.values.get("in") ?? []) : []);
  if (isWrongUsage(request)) return request;
  const { input, opened } = await openInput(io, args, settings, request);
  const { sources, cluster, policies } = opened;
  const problems = [...input.problems, ...sources.problems].sort(compareProblems);
  printProblems(problems, io);
  // Where nothing was read, everything would be allowed.
  if (cluster.objects.length === 0) {
    io.stderr.write(`${nothingToAnalyse(input, { skipped: Object.fromEntries(sources.skipped) })}\n`);
    return 2;
  }
  const asked = readAsked(cluster, args.positionals);
  if (isNotUnderstood(asked)) return { problem: asked.problem, command: "why" };
  const printed = answerAsked(policies, asked, problems);
  if (isNotUnderstood(printed)) return { problem: printed.problem, command: "why" };
  const format = args.values.get("format")?.[0];
  io.stdout.write(format === "json" ? printed.json() : printed.text({ colour: useColour(args.flags, io) }));
  return exitCode(printed.verdict, problems);
}

interface PrintedAnswer {
  readonly verdict: CombinedVerdict;
  readonly json: () => string;
  readonly text: (options: { readonly colour: boolean }) => string;
}

/** A Service is not an end of a connection: its ports lead to several. */
function answerAsked(
  policies: CompiledPolicies,
  { from, to, port }: Asked,
  problems: readonly InputProblem[],
): PrintedAnswer | NotUnderstood {
  if (to.type === "Service") {
    const answer = askService(policies, from, to, port);
    if (isNotUnderstood(answer)) return answer;
    const why = serviceWhy(endpointName(from), port, answer, problems);
    return { verdict: why.verdict, json: () => serviceJson(why), text: (options) => serviceText(why, options) };
  }
  const question: FlowQuestion = { from, to, ...port };
  const why = whyAnswer(question, evaluateFlow(policies, question), problems);
  return { verdict: why.answer.verdict, json: () => whyJson(why), text: (options) => whyText(why, options) };
}

function wrongCount(count: number): string {
  const given = count === 0 ? "nothing is given" : count === 1 ? "one end is given" : `${count} words are given`;
  return `\`why\` asks about \`<from> <to> [port]\`; ${given}.`;
}

interface Asked {
  readonly from: Endpoint;
  readonly to: Endpoint | Service;
  readonly port: AskedPort;
}

function readAsked(cluster: Cluster, [from = "", to = "", portText]: readonly string[]): Asked | NotUnderstood {
  const source = parseEndpoint(cluster, from);
  if (isNotUnderstood(source)) return source;
  const destination = parseService(cluster, to) ?? parseEndpoint(cluster, to);
  if (isNotUnderstood(destination)) return destination;
  const port = parseAskedPort(portText);
  return isNotUnderstood(port) ? port : { from: source, to: destination, port };
}

function exitCode(verdict: CombinedVerdict, problems: readonly InputProblem[]): number {
  if (problems.length > 0) return 2;
  return verdict === "allow" ? 0 : 1;
}
