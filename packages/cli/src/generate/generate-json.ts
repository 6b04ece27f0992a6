import { endpointName, formatPortSet, protocols } from "@netpolint/core";
import type { ExtraFlow } from "@netpolint/generate";
import { jsonText } from "../reporters/json-text.js";
import type { GenerateResult } from "./generate-result.js";

/** Everything, for programs. */
export function generateJson({ generated, policies, proof, ...result }: GenerateResult): string {
  const value = {
    version: 1,
    policies: policies.map((policy) => ({
      file: policy.fileName,
      for: policy.subjects,
      remarks: policy.remarks,
      manifest: policy.manifest,
      yaml: policy.yaml,
    })),
    flows: proof.flows.map(({ flow, alone, beside, isAllowed }, at) => ({
      from: endpointName(flow.from),
      to: endpointName(flow.to),
      protocol: flow.protocol,
      port: flow.port,
      endPort: flow.endPort ?? flow.port,
      because: flow.because,
      facts: flow.facts ?? [],
      allowed: isAllowed,
      alone: alone.verdict,
      beside: beside.verdict,
      unexpressible: generated.unexpressible
        .filter((one) => one.flow === at)
        .map(({ direction, problem, instead }) => ({ direction, problem, instead })),
    })),
    extra: { alone: proof.extra.alone.map(extraJson), beside: proof.extra.beside.map(extraJson) },
    expectations: result.expectations.flatMap(({ case: { name, file }, checked }) =>
      checked.map(({ expectation: { kind, text, range }, outcome, message }) => {
        return { case: name, file, line: range.start.line, kind, text, outcome, message };
      }),
    ),
    forbidden: result.forbidden.map(({ flow, outcome }) => ({
      pack: flow.pack,
      ids: flow.ids,
      from: endpointName(flow.from),
      to: endpointName(flow.to),
      outcome,
    })),
    withoutPolicy: [
      ...generated.unselectable.map(({ subject, problem }) => ({ subject, reason: problem })),
      ...result.unusable.map(({ subject, reason }) => ({ subject: endpointName(subject), reason })),
    ],
    remarks: result.remarks,
    leftOut: result.leftOut,
    inputProblems: result.inputProblems,
  };
  return `${jsonText(value, 2)}\n`;
}

function extraJson({ from, to, ports, isSure, because }: ExtraFlow): object {
  return {
    from,
    to,
    ports: Object.fromEntries(protocols.map((protocol) => [protocol, formatPortSet(ports[protocol])])),
    verdict: isSure ? "allow" : "undefined",
    because,
  };
}
