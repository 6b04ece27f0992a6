import {
  type AskedPort,
  type CombinedVerdict,
  endpointName,
  type InputProblem,
  type Service,
  type ServiceAnswer,
  serviceName,
  type ServicePort,
} from "@netpolint/core";
import { escapeText } from "../reporters/escape-text.js";
import { jsonText } from "../reporters/json-text.js";
import { paintWith } from "../reporters/paint.js";
import { type AskedFlow, askedPortOf, type WhyAnswer, whyAnswer } from "./why-answer.js";
import { whyDocument } from "./why-json.js";
import { paintVerdict, flowText, whyText } from "./why-text.js";

/** What `why` prints about a Service, before it is words or JSON. */
export interface ServiceWhy {
  readonly flow: AskedFlow;
  readonly verdict: CombinedVerdict;
  readonly service: Service;
  readonly paths: readonly { readonly servicePort: ServicePort; readonly why: WhyAnswer }[];
  readonly unknown: readonly string[];
  readonly inputProblems: readonly InputProblem[];
}

export function serviceWhy(
  from: string,
  { protocols, ports }: AskedPort,
  { service, verdict, paths, unknown }: ServiceAnswer,
  inputProblems: readonly InputProblem[],
): ServiceWhy {
  const protocol = protocols.length === 1 ? (protocols[0] ?? null) : null;
  return {
    flow: { from, to: serviceName(service), protocol, port: askedPortOf(ports) },
    verdict,
    service,
    paths: paths.map(({ backend, question, answer }) => ({
      servicePort: backend.servicePort,
      why: whyAnswer(question, answer, []),
    })),
    unknown,
    inputProblems,
  };
}

/** The answer as a whole, then each port with the pods that it leads to. */
export function serviceText(why: ServiceWhy, { colour }: { readonly colour: boolean }): string {
  const paint = paintWith(colour);
  const blocks = [
    `${paintVerdict(why.verdict, paint)}: ${escapeText(flowText(why.flow))}\n`,
    ...why.unknown.map((reason) => `${escapeText(serviceName(why.service))} cannot be followed: ${escapeText(reason)}.\n`),
    ...why.paths.map((path) => `${pathSentence(why.service, path)}\n${whyText(path.why, { colour })}`),
  ];
  return blocks.join("\n");
}

function pathSentence(service: Service, { servicePort, why }: ServiceWhy["paths"][number]): string {
  const { port, name, path } = servicePort;
  const { origin } = service.meta;
  const named = name === undefined ? "" : ` (${name})`;
  const place = `${origin.file}:${origin.locate(path).start.line}`;
  const target = `${why.flow.protocol} ${why.flow.port} of ${endpointName(why.question.to)}`;
  return escapeText(`Port ${port}${named} of ${serviceName(service)} (${place}) leads to ${target}:`);
}

export function serviceJson({ flow, verdict, service, paths, unknown, inputProblems }: ServiceWhy): string {
  const document = {
    schemaVersion: 1,
    flow,
    verdict,
    service: { namespace: service.meta.namespace, name: service.meta.name },
    paths: paths.map(({ servicePort: { port, name, protocol }, why }) => ({
      servicePort: { port, protocol, name: name ?? null },
      ...whyDocument(why),
    })),
    unknown,
    ...(inputProblems.length > 0 ? { inputProblems } : {}),
  };
  return `${jsonText(document, 2)}\n`;
}
