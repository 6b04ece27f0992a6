import type { CombinedVerdict } from "@netpolint/core";
import type { JSX } from "preact";
import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import type { WhyPolicy, WhyReason, WhyStep, WhyView as Answer } from "../answers/why-view.js";
import { type Mark, PolicyYaml } from "./code.js";
import { Name, Padlock, State, Waiting } from "./parts.js";
import { Picker } from "./picker.js";
import { useAnswer } from "./use-answer.js";
import type { EngineViewProps } from "./view-props.js";
import { visibleText } from "./visible-text.js";

const others = ["@external", "@apiserver", "@node"];

export function WhyView({ ask, rows, values, go }: EngineViewProps): JSX.Element {
  const { from = "", to = "", port = "" } = values;
  const [typed, setTyped] = useState({ from, to, port });
  // Before the browser draws: later it would undo what was typed at once.
  useLayoutEffect(() => setTyped({ from, to, port }), [from, to, port]);
  const names = useMemo(() => [...rows.map(({ name }) => name), ...others], [rows]);
  const isAsked = from !== "" && to !== "";
  const { answer, problem } = useAnswer(ask, "why", isAsked ? { from, to, port } : undefined);
  return (
    <>
      <form
        class="controls"
        onSubmit={(event) => {
          event.preventDefault();
          go({ view: "why", values: typed });
        }}
      >
        <Picker
          label="From"
          value={typed.from}
          names={names}
          placeholder="shop/web"
          onInput={(text) => setTyped({ ...typed, from: text })}
        />
        <Picker
          label="To"
          value={typed.to}
          names={names}
          placeholder="shop/db"
          onInput={(text) => setTyped({ ...typed, to: text })}
        />
        <label class="field narrow">
          <span>Port</span>
          <input
            type="text"
            value={typed.port}
            placeholder="443, 53/udp"
            onInput={(event) => setTyped({ ...typed, port: event.currentTarget.value })}
          />
        </label>
        <button type="submit">Why?</button>
        <button
          type="button"
          onClick={() => go({ view: "why", values: { from: typed.to, to: typed.from, port: typed.port } })}
        >
          Turn around
        </button>
      </form>
      <p class="small">
        An end is a workload, <code>namespace[app=web]</code> for a pod with these labels, an address, a CIDR, or{" "}
        {others.join(", ")}. Without a port every port is asked about.
      </p>
      <div aria-live="polite">
        {isAsked && (!answer || problem !== undefined) && <Waiting problem={problem} />}
        {isAsked && answer && "problem" in answer && <Waiting problem={answer.problem} />}
        {isAsked && answer && !("problem" in answer) && (
          <p class="verdict">
            <Verdict verdict={answer.verdict} /> <Name text={answer.flow} />
          </p>
        )}
      </div>
      {isAsked && answer && !("problem" in answer) && (
        <>
          {answer.unknown.map((sentence) => (
            <p key={sentence}>
              <Name text={sentence} />
            </p>
          ))}
          {answer.answers.map((one, index) => (
            <One key={index} view={one} isAlone={answer.answers.length === 1} />
          ))}
        </>
      )}
    </>
  );
}

const verdictStates = { allow: "allowed", deny: "denied", undefined: "undecided", mixed: "partly" } as const;
const verdictWords = { allow: "allow", deny: "deny", undefined: "undefined", mixed: "mixed" } as const;

function Verdict({ verdict }: { readonly verdict: CombinedVerdict }): JSX.Element {
  return <State state={verdictStates[verdict]} word={verdictWords[verdict]} />;
}

function One({ view, isAlone }: { readonly view: Answer; readonly isAlone: boolean }): JSX.Element {
  const { from, to, verdict, parts, steps, notes } = view;
  return (
    <article>
      {!isAlone && (
        <h2>
          <Verdict verdict={verdict} /> <Name text={from} /> → <Name text={to} />
        </h2>
      )}
      {parts.length > 0 && (
        <ul class="plain">
          {parts.map((part, index) => (
            <li key={index}>
              <Verdict verdict={part.verdict} />{" "}
              {part.addresses.length > 0 && <Name text={`${part.addresses.join(", ")}: `} />}
              {part.ports.join(", ")}
            </li>
          ))}
        </ul>
      )}
      <ol class="steps">
        {steps.map((step) => (
          <Step
            key={step.direction}
            step={step}
            label={`${isAlone ? "" : visibleText(`${from} to ${to}, `)}${step.direction}: `}
          />
        ))}
      </ol>
      {notes.length > 0 && (
        <ul class="notes">
          {notes.map(({ message, settle }) => (
            <li key={message}>
              <Name text={message} />
              {settle !== "" && (
                <>
                  . Would decide: <Name text={settle} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function Step({ step, label }: { readonly step: WhyStep; readonly label: string }): JSX.Element {
  const { direction, end, isolated, verdict, sentence, policies, others: sentences } = step;
  return (
    <li class="panel">
      <h3>
        <Verdict verdict={verdict} /> {direction === "egress" ? "Egress" : "Ingress"} of <Name text={end} />
      </h3>
      <p>
        <Padlock direction={direction} isolated={isolated} /> {sentence}
      </p>
      {sentences.map((one) => (
        <p key={one}>
          <Name text={one} />
        </p>
      ))}
      {policies.map((one) => (
        <PolicySteps key={`${one.policy.kind} ${one.policy.name}`} one={one} label={label} />
      ))}
    </li>
  );
}

const signs = { true: "+", false: "-", null: "?" } as const;
const signWords = { true: "matches", false: "does not match", null: "is not decided" } as const;

function PolicySteps(props: { readonly one: WhyPolicy; readonly label: string }): JSX.Element {
  const { policy, reasons } = props.one;
  const marks = reasons.flatMap(({ matched, spans }): readonly Mark[] =>
    spans.map((span) => ({ ...span, sign: signs[`${matched}`] })),
  );
  return (
    <div class="why-policy">
      {reasons.length === 0 && (
        <p>
          <Name text={policy.name} />: no rule of it allows this; policies only add to each other.
        </p>
      )}
      <ul class="reasons">
        {reasons.map((reason, index) => (
          <ReasonLine key={index} reason={reason} />
        ))}
      </ul>
      <PolicyYaml policy={policy} marks={marks} label={props.label} />
    </div>
  );
}

function ReasonLine({ reason: { matched, part, sentence } }: { readonly reason: WhyReason }): JSX.Element {
  const key = `${matched}` as const;
  return (
    <li>
      <span class={`sign-of ${signs[key] === "+" ? "plus" : signs[key] === "-" ? "minus" : "maybe"}`}>
        <span aria-hidden="true">{signs[key]}</span>
        <span class="hidden">{signWords[key]}</span>
      </span>{" "}
      <code>
        <Name text={part} />
      </code>
      : {sentence}
    </li>
  );
}
