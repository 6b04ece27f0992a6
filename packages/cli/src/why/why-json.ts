import type { DirectionResult, Reason } from "@netpolint/core";
import { jsonText } from "../reporters/json-text.js";
import type { WhyAnswer } from "./why-answer.js";

/** The answer for programs, of schema version 1. Fields are only ever added to it. */
export function whyJson(why: WhyAnswer): string {
  const { inputProblems } = why;
  const document = {
    schemaVersion: 1,
    ...whyDocument(why),
    ...(inputProblems.length > 0 ? { inputProblems } : {}),
  };
  return `${jsonText(document, 2)}\n`;
}

/** The answer about one flow. */
export function whyDocument({ flow, answer, parts }: WhyAnswer): object {
  return {
    flow,
    verdict: answer.verdict,
    parts,
    egress: directionJson(answer.egress),
    ingress: directionJson(answer.ingress),
    notes: answer.notes.map(({ code, message }) => ({ code, message })),
  };
}

function directionJson({ isolated, verdict, reasons }: DirectionResult): object {
  return { isolated, verdict, reasons: reasons.map(reasonJson) };
}

function reasonJson({ matched, code, policy, rule, peer, port, path, action }: Reason): object {
  return {
    matched,
    code,
    policy: policy ? { namespace: policy.meta.namespace, name: policy.meta.name } : null,
    ...(policy?.type === "ClusterPolicy" ? { kind: policy.meta.kind, tier: policy.tier, action } : {}),
    ...(policy?.type === "NetworkPolicy" && policy.assumed ? { assumed: policy.assumed.because } : {}),
    rule,
    peer,
    port,
    file: policy?.meta.origin.file ?? null,
    line: policy?.meta.origin.locate(path).start.line ?? null,
  };
}
