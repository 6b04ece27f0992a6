import {
  type AskedPorts,
  endpointName,
  type FlowAnswer,
  type FlowQuestion,
  formatPortSet,
  type InputProblem,
} from "@netpolint/core";
import { type AnswerPart, partsOf } from "@netpolint/views";

/** The question as output repeats it. `protocol` null: every protocol; `port` null: every port. */
export interface AskedFlow {
  readonly from: string;
  readonly to: string;
  readonly protocol: string | null;
  readonly port: number | string | null;
}

/** What `why` prints, before it is words or JSON. */
export interface WhyAnswer {
  readonly question: FlowQuestion;
  readonly flow: AskedFlow;
  readonly answer: FlowAnswer;
  /** Null where the whole question has one answer. */
  readonly parts: readonly AnswerPart[] | null;
  readonly inputProblems: readonly InputProblem[];
}

export function whyAnswer(
  question: FlowQuestion,
  answer: FlowAnswer,
  inputProblems: readonly InputProblem[],
): WhyAnswer {
  const { from, to, protocols, ports } = question;
  const flow: AskedFlow = {
    from: endpointName(from),
    to: endpointName(to),
    protocol: protocols.length === 1 ? (protocols[0] ?? null) : null,
    port: askedPortOf(ports),
  };
  return { question, flow, answer, parts: isDivided(question, answer) ? partsOf(answer.parts) : null, inputProblems };
}

/** A number or range as text, a name, or null for every port. */
export function askedPortOf(ports: AskedPorts): number | string | null {
  if (ports.type === "name") return ports.name;
  const text = formatPortSet(ports.ports);
  if (text === "all") return null;
  return /^\d+$/.test(text) ? Number(text) : text;
}

/**
 * Whether the parts tell more than the verdict. Where the whole is undefined for a reason that no part knows of (ICMP,
 * the address of a Service), the parts' verdicts would be wrong.
 */
function isDivided({ protocols }: FlowQuestion, { verdict, parts }: FlowAnswer): boolean {
  const verdicts = new Set(parts.map((part) => part.verdict));
  if (verdicts.size < 2 || protocols.includes("ICMP")) return false;
  return verdict === "mixed" || (verdict === "undefined" && verdicts.has("undefined"));
}
