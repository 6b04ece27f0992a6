import {
  type Cluster,
  type CombinedVerdict,
  evaluateFlow,
  type FlowQuestion,
  type InputProblem,
  isNotUnderstood,
  parseAskedPort,
  parseEndpoint,
} from "@netpolint/core";
import { useColour } from "./colour.js";
import { compareProblems } from "./input/compare-problems.js";
import { inputRequest } from "./input/input-request.js";
import { openInput } from "./input/open-input.js";
import type { Io } from "./io.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import { escapeText } from "./reporters/escape-text.js";
import type { Settings } from "./settings.js";
import { whyAnswer } from "./why/why-answer.js";
import { whyJson } from "./why/why-json.js";
import { whyText } from "./why/why-text.js";

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
  const question = readQuestion(cluster, args.positionals);
  if ("problem" in question) return { problem: question.problem, command: "why" };
  const why = whyAnswer(question, evaluateFlow(policies, question), problems);
  const format = args.values.get("format")?.[0];
  io.stdout.write(format === "json" ? whyJson(why) : whyText(why, { colour: useColour(args.flags, io) }));
  return exitCode(why.answer.verdict, problems);
}

function wrongCount(count: number): string {
  const given = count === 0 ? "nothing is given" : count === 1 ? "one end is given" : `${count} words are given`;
  return `\`why\` asks about \`<from> <to> [port]\`; ${given}.`;
}

function readQuestion(cluster: Cluster, [from = "", to = "", portText]: readonly string[]): FlowQuestion | WrongUsage {
  const source = parseEndpoint(cluster, from);
  if (isNotUnderstood(source)) return source;
  const destination = parseEndpoint(cluster, to);
  if (isNotUnderstood(destination)) return destination;
  const asked = parseAskedPort(portText);
  return isNotUnderstood(asked) ? asked : { from: source, to: destination, ...asked };
}

/** Beside the answer, not in it: a program that reads the answer finds them there as well. */
function printProblems(problems: readonly InputProblem[], { stderr }: Io): void {
  for (const { file, line, column, message } of problems) {
    stderr.write(`${escapeText(file)}:${line}:${column}: ${escapeText(message)}\n`);
  }
}

function exitCode(verdict: CombinedVerdict, problems: readonly InputProblem[]): number {
  if (problems.length > 0) return 2;
  return verdict === "allow" ? 0 : 1;
}
