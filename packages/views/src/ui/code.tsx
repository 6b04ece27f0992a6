import type { JSX } from "preact";
import type { ShownPolicy } from "../answers/shown-policy.js";
import type { LineSpan } from "../snapshot/place-tree.js";
import { Name } from "./parts.js";
import { Place } from "./place.js";
import { visibleText } from "./visible-text.js";

/** Lines that are marked, with the sign in front of them. */
export interface Mark extends LineSpan {
  readonly sign: "+" | "-" | "?" | ">";
}

const markWords = { "+": "matches", "-": "does not match", "?": "not decided", ">": "here" } as const;

export function Code(props: {
  readonly lines: readonly string[];
  /** 1-based. */
  readonly firstLine: number;
  readonly marks?: readonly Mark[];
  readonly label: string;
}): JSX.Element {
  const marked = marksByLine(props.marks ?? []);
  return (
    <pre class="code" tabIndex={0} role="region" aria-label={props.label}>
      <code>
        {props.lines.map((line, index) => {
          const sign = marked.get(index);
          return (
            <span key={index} class={sign ? `line ${markClasses[sign]}` : "line"}>
              <span class="number" aria-hidden="true">
                {props.firstLine + index}
              </span>
              <span class="sign" title={sign && markWords[sign]}>
                {sign ?? " "}
              </span>
              {visibleText(line)}
              {"\n"}
            </span>
          );
        })}
      </code>
    </pre>
  );
}

const markClasses = { "+": "plus", "-": "minus", "?": "maybe", ">": "here" } as const;

/** What matches is not hidden by what does not: of several marks on a line the first counts. */
function marksByLine(marks: readonly Mark[]): ReadonlyMap<number, Mark["sign"]> {
  const byLine = new Map<number, Mark["sign"]>();
  for (const wanted of ["+", "?", "-", ">"] as const) {
    for (const { first, last, sign } of marks) {
      if (sign !== wanted) continue;
      for (let line = first; line <= last; line += 1) if (!byLine.has(line)) byLine.set(line, sign);
    }
  }
  return byLine;
}

/** A policy's YAML, or why there is none. */
export function PolicyYaml(props: {
  readonly policy: ShownPolicy;
  readonly marks?: readonly Mark[];
  /** Tells regions apart where a page has one policy several times. */
  readonly label: string;
}): JSX.Element {
  const { policy, marks = [], label } = props;
  const { text, name, assumed, refusals, kind } = policy;
  return (
    <div class="policy-yaml">
      <p class="place">
        {kind} <Name text={name} />, <Place file={policy.file} line={policy.line} />
        {assumed !== "" && <> — assumed: {visibleText(assumed)}</>}
        {text !== null && text.firstLine === null && assumed === "" && <> — written as YAML here</>}
      </p>
      {refusals.map((sentence) => (
        <p key={sentence} class="problem">
          The API server would refuse it: {visibleText(sentence)}
        </p>
      ))}
      {text && (
        <Code
          lines={text.lines}
          firstLine={text.firstLine ?? 1}
          marks={marks}
          label={`${label}${kind} ${visibleText(name)}`}
        />
      )}
    </div>
  );
}
