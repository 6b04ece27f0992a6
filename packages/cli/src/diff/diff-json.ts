import {
  type ConnectionPorts,
  type DiffConnection,
  type DiffReason,
  isEmptyPortSet,
  type OneSidedEndpoint,
  protocols,
  type UndecidedChange,
} from "@netpolint/core";
import { diffReasonText, stateText } from "@netpolint/views";
import { jsonText } from "../reporters/json-text.js";
import type { DiffResult } from "./diff-result.js";

/** The difference for programs, of schema version 1. Fields are only ever added to it. */
export function diffJson({ diff, inputProblems }: DiffResult): string {
  const document = {
    schemaVersion: 1,
    gained: diff.gained.map(connectionJson),
    lost: diff.lost.map(connectionJson),
    undecided: diff.undecidedChanges.map(undecidedJson),
    changed: diff.changed.map(({ from, to, gained, lost }) => ({
      from: from.name,
      to: to.name,
      gained: portsJson(gained),
      lost: portsJson(lost),
    })),
    endpoints: { onlyInBase: diff.onlyInBase.map(endpointJson), onlyInHead: diff.onlyInHead.map(endpointJson) },
    policies: diff.policies,
    families: diff.families,
    ...(inputProblems.length > 0 ? { inputProblems } : {}),
  };
  return `${jsonText(document, 2)}\n`;
}

function connectionJson({ from, to, ports, somePods, family, reasons }: DiffConnection): object {
  const [because, ...alsoBecause] = reasons.map(reasonJson);
  return {
    from: from.name,
    to: to.name,
    cidrs: from.cidrs ?? to.cidrs,
    ports: portsJson(ports),
    somePods,
    family,
    because: because ?? null,
    alsoBecause,
  };
}

function undecidedJson(change: UndecidedChange): object {
  return { ...connectionJson(change), base: stateText(change.base), head: stateText(change.head) };
}

function endpointJson({ name, connections }: OneSidedEndpoint): object {
  return {
    name,
    connections: connections.map(({ from, to, state, ports }) => ({
      from: from.name,
      to: to.name,
      answer: stateText(state),
      ports: portsJson(ports),
    })),
  };
}

function reasonJson(reason: DiffReason): object {
  const { side, kind, direction, policy, rule, place } = reason;
  const start = place?.range.start;
  return {
    side,
    kind,
    direction,
    policy,
    rule,
    file: place?.file ?? null,
    line: start?.line ?? null,
    column: start?.column ?? null,
    message: diffReasonText(reason),
  };
}

function portsJson(ports: ConnectionPorts): readonly object[] {
  return protocols
    .filter((protocol) => !isEmptyPortSet(ports[protocol]))
    .map((protocol) => ({ protocol, ports: ports[protocol].intervals }));
}
