import type { NetworkPolicy, PolicyDirection } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import type { DirectionAnswer } from "./evaluate-direction.js";
import { uniqueNotes } from "./note.js";
import { combineCandidates, combineFamilies, type DirectionResult, type Reason } from "./verdict.js";

/** The answer for a party that has one of several addresses, from the answers for each of them. */
export function unknownWhich(answers: readonly DirectionAnswer[]): DirectionAnswer {
  const [first] = answers as readonly [DirectionAnswer, ...DirectionAnswer[]];
  if (answers.length === 1 && isByPeer(first.reasons)) return first;
  const verdict = combineCandidates(answers.map((answer) => answer.verdict));
  const byPeer = groupReasons(answers.flatMap((answer) => answer.reasons));
  return { ...first, verdict, reasons: byPeer.flatMap(reasonsForCandidates) };
}

/**
 * Whether the reasons for each peer stand together and none hangs on the address, so that there is nothing to put
 * together. There are few of most pods.
 */
function isByPeer(reasons: readonly Reason[]): boolean {
  if (reasons.length > fewReasons) return false;
  return reasons.every((reason, at) => {
    if (reason.missing) return false;
    const first = reasons.findIndex((other) => isSamePeer(other, reason));
    return first === at || isSamePeer(reasons[at - 1] as Reason, reason);
  });
}

/** Fewer than this are compared with each other. */
const fewReasons = 16;

function isSamePeer(a: Reason, b: Reason): boolean {
  return a.rule === b.rule && a.peer === b.peer && a.policyName === b.policyName;
}

function groupReasons(reasons: readonly Reason[]): readonly (readonly Reason[])[] {
  const groups = new Map<string, Reason[]>();
  for (const reason of reasons) {
    const key = `${reason.rule} ${reason.peer} ${reason.policyName}`;
    const group = groups.get(key);
    if (group) group.push(reason);
    else groups.set(key, [reason]);
  }
  return [...groups.values()];
}

/** A peer that matches some of the addresses and not others hangs on which one it is, unless its ports say no anyway. */
function reasonsForCandidates(reasons: readonly Reason[]): readonly Reason[] {
  const unsure = reasons.find((reason) => reason.matched === false && reason.missing);
  if (!unsure) return reasons;
  const possible = reasons.filter((reason) => reason.matched !== false);
  if (possible.length > 0) {
    const { path, missing } = unsure;
    return possible.map((reason) => ({ ...reason, path, matched: null, code: "address-unknown", missing }));
  }
  const byPort = reasons.filter((reason) => reason.missing === undefined);
  // The ports say no for the addresses that match; that the peer matches is not known.
  if (byPort.length > 0) return byPort.map((reason) => ({ ...reason, otherPort: false }));
  return [{ ...unsure, missing: undefined }];
}

/** The answer for a piece of a question, in an address family. */
export interface FamilyAnswer {
  readonly family: IpFamily;
  readonly answer: DirectionAnswer;
}

/** Puts the answers for all pieces of a question together into what is reported for one side. */
export function joinAnswers(direction: PolicyDirection, answers: readonly FamilyAnswer[]): DirectionResult {
  const reasons = uniqueReasons(answers);
  return {
    direction,
    isolated: isolationOf(answers),
    verdict: combineFamilies(answers.map(({ family, answer: { verdict } }) => ({ family, verdict }))),
    isolatedBy: uniquePolicies(answers),
    reasons,
    notes: uniqueNotes(reasons.flatMap((reason) => (reason.matched === null && reason.missing) || [])),
  };
}

function isolationOf(answers: readonly FamilyAnswer[]): boolean | null {
  if (answers.some(({ answer }) => answer.isolated === true)) return true;
  return answers.some(({ answer }) => answer.isolated === null) ? null : false;
}

function uniquePolicies(answers: readonly FamilyAnswer[]): readonly NetworkPolicy[] {
  return [...new Set(answers.flatMap(({ answer }) => answer.isolatedBy))];
}

function uniqueReasons(answers: readonly FamilyAnswer[]): readonly Reason[] {
  const [only, ...others] = answers;
  if (only && others.length === 0 && areDifferent(only.answer.reasons)) return only.answer.reasons;
  const seen = new Map<string, Reason>();
  for (const { answer } of answers) {
    for (const reason of answer.reasons) {
      const { policyName, rule, peer, port, matched, code } = reason;
      // The name, which may hold anything, comes last.
      const key = `${rule} ${peer} ${port} ${matched} ${code} ${policyName}`;
      if (!seen.has(key)) seen.set(key, reason);
    }
  }
  return [...seen.values()];
}

function areDifferent(reasons: readonly Reason[]): boolean {
  if (reasons.length > fewReasons) return false;
  return reasons.every((reason, at) => reasons.findIndex((other) => isSameReason(other, reason)) === at);
}

function isSameReason(a: Reason, b: Reason): boolean {
  return isSamePeer(a, b) && a.port === b.port && a.matched === b.matched && a.code === b.code;
}
