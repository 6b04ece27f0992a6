import {
  type ClusterPolicy,
  type CombinedVerdict,
  type DirectionResult,
  type NetworkPolicy,
  type Note,
  objectName,
  type Path,
  type PolicyDirection,
  type PolicyTier,
  type Reason,
} from "@netpolint/core";
import { countText } from "../reporters/count-text.js";
import { escapeText } from "../reporters/escape-text.js";
import { type Paint, paintWith } from "../reporters/paint.js";
import { type AnswerPart, directionSentence, partName, reasonsText } from "@netpolint/views";
import type { AskedFlow, WhyAnswer } from "./why-answer.js";

/** The answer for people: the verdict, then what each end's policies say, then what it rests on. */
export function whyText(why: WhyAnswer, { colour }: { readonly colour: boolean }): string {
  const paint = paintWith(colour);
  const { answer, parts } = why;
  const blocks = [
    [`${paintVerdict(answer.verdict, paint)}: ${escapeText(flowText(why.flow))}`],
    parts ? partLines(parts, paint) : [],
    directionLines(why, "egress", paint),
    directionLines(why, "ingress", paint),
    answer.notes.flatMap((note) => noteLines(note, paint)),
  ];
  return `${blocks.filter((block) => block.length > 0).map((block) => block.join("\n")).join("\n\n")}\n`;
}

export function flowText({ from, to, protocol, port }: AskedFlow): string {
  const ports = port === null ? "all ports" : String(port);
  if (protocol === "ICMP") return `${from} -> ${to} ICMP`;
  return `${from} -> ${to} ${protocol === null ? ports : `${protocol} ${ports}`}`;
}

const verdictFormat = { allow: "cyan", deny: "red", undefined: "yellow", mixed: "yellow" } as const;

export function paintVerdict(verdict: CombinedVerdict, paint: Paint): string {
  return paint("bold", paint(verdictFormat[verdict], verdict));
}

function partLines(parts: readonly AnswerPart[], paint: Paint): readonly string[] {
  return parts.map(({ addresses, ports, verdict }) => {
    const where = addresses.length === 0 ? "" : ` for ${addresses.join(", ")}`;
    return `  ${paintVerdict(verdict, paint)}${where}: ${ports.join(", ")}`;
  });
}

function directionLines(why: WhyAnswer, direction: PolicyDirection, paint: Paint): readonly string[] {
  const { question, flow, answer } = why;
  const result = answer[direction];
  const [end, name] = direction === "egress" ? [question.from, flow.from] : [question.to, flow.to];
  const title = paint("bold", escapeText(`${direction === "egress" ? "Egress" : "Ingress"} of ${name}`));
  if (end.type !== "workload" && end.type !== "hypothetical") return [`${title}: NetworkPolicies isolate pods only.`];
  if (question.protocols.includes("ICMP")) return icmpLines(title, result, paint);
  return [
    `${title}: ${directionSentence(result)}`,
    ...tierLines(result, "admin", paint),
    ...result.isolatedBy.flatMap((policy) => policyLines(policy, result, paint)),
    ...tierLines(result, "baseline", paint),
    ...result.reasons.filter((reason) => !reason.policy).map(otherReasonLine),
  ];
}

/** Rules name ports, which ICMP does not have: what they say of it is nothing. */
function icmpLines(title: string, { isolated, isolatedBy }: DirectionResult, paint: Paint): readonly string[] {
  if (isolated === false) return [`${title}: not isolated.`];
  const policies = countText(isolatedBy.length, "NetworkPolicy", "NetworkPolicies");
  return [
    `${title}: ${isolated ? "isolated" : "perhaps isolated"} by ${policies}; none can say anything about ICMP.`,
    ...isolatedBy.map((policy) => policyLine(policy, paint)),
  ];
}

function otherReasonLine({ policyName, code }: Reason): string {
  return policyName === "" ? `  ${reasonsText[code]}` : `  ${escapeText(policyName)}: ${reasonsText[code]}`;
}

/** The walk through a tier: each policy that was asked, its rules from the top to the one that decided. */
function tierLines({ reasons }: DirectionResult, tier: PolicyTier, paint: Paint): readonly string[] {
  const byPolicy = new Map<ClusterPolicy, Reason[]>();
  for (const reason of reasons) {
    const { policy } = reason;
    if (policy?.type !== "ClusterPolicy" || policy.tier !== tier) continue;
    byPolicy.set(policy, [...(byPolicy.get(policy) ?? []), reason]);
  }
  return [...byPolicy].flatMap(([policy, own]) => [
    `  ${escapeText(`${policy.meta.kind} ${policy.meta.name}`)}, ${tier} tier, priority ${policy.priority} ${paint("dim", placeOf(policy, ["metadata", "name"]))}`,
    ...own.map((reason) => tierReasonLine(reason, policy, paint)),
  ]);
}

function tierReasonLine(reason: Reason, policy: ClusterPolicy, paint: Paint): string {
  const { path, code, matched } = reason;
  const mark = { true: "+", false: "-", null: "?" }[`${matched}`];
  return `    ${mark} ${escapeText(partName(reason))} ${paint("dim", placeOf(policy, path))}: ${reasonsText[code]}`;
}

/** A policy and its rules: those that matched where the direction is allowed, else each with what is in the way. */
function policyLines(policy: NetworkPolicy, { reasons, verdict }: DirectionResult, paint: Paint): readonly string[] {
  const own = reasons.filter((reason) => reason.policy === policy);
  if (own.length === 0) return [policyLine(policy, paint), "    Not asked: a policy of the admin tier decided before."];
  const shown = verdict === "allow" ? own.filter((reason) => reason.matched === true) : own;
  return [
    policyLine(policy, paint),
    ...(shown.length === 0 ? ["    No rule of this policy allows it; policies only add to each other."] : []),
    ...shown.map((reason) => reasonLine(reason, policy, paint)),
  ];
}

function policyLine(policy: NetworkPolicy, paint: Paint): string {
  const assumed = policy.assumed ? `, assumed: ${escapeText(policy.assumed.because)}` : "";
  return `  ${escapeText(objectName(policy.meta))} ${paint("dim", placeOf(policy, ["spec", "podSelector"]))}${assumed}`;
}

function reasonLine(reason: Reason, policy: NetworkPolicy, paint: Paint): string {
  const { path, code, matched } = reason;
  const mark = { true: "+", false: "-", null: "?" }[`${matched}`];
  return `    ${mark} ${escapeText(partName(reason))} ${paint("dim", placeOf(policy, path))}: ${reasonsText[code]}`;
}

function placeOf(policy: NetworkPolicy | ClusterPolicy, path: Path): string {
  const { origin } = policy.meta;
  return `(${escapeText(origin.file)}:${origin.locate(path).start.line})`;
}

function noteLines({ code, message, settle }: Note, paint: Paint): readonly string[] {
  return [
    `${paint("bold", "note")}: ${escapeText(message)} ${paint("dim", `(${code})`)}`,
    ...(settle === undefined ? [] : [`  would decide: ${escapeText(settle)}`]),
  ];
}
