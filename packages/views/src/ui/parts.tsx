import type { ComponentChildren, JSX } from "preact";
import type { LinkPorts, LinkState } from "../answers/state.js";
import { briefAddresses } from "./brief-name.js";
import { visibleText } from "./visible-text.js";

/** A name of the input: as text, in its own direction of writing, and broken where it is long. */
export function Name({ text, short }: { readonly text: string; readonly short?: boolean }): JSX.Element {
  const shown = visibleText(text);
  return (
    <bdi class={short === true ? "name short" : "name"} title={short === true ? shown : undefined}>
      {short === true ? shown : breakable(shown)}
    </bdi>
  );
}

/** `namespace/Kind/name` is rather broken behind a slash than within a word. */
function breakable(text: string): readonly (string | JSX.Element)[] {
  return text.split(/(?<=\/)/).flatMap((part, index) => (index === 0 ? [part] : [<wbr key={index} />, part]));
}

/** One end of a connection: addresses as a few blocks, with all of them to be opened. */
export function EndName({ text }: { readonly text: string }): JSX.Element {
  const brief = briefAddresses(text);
  if (brief === text || !text.includes(",")) return <Name text={text} />;
  return (
    <details class="blocks">
      <summary>
        <Name text={brief} />
      </summary>
      <Name text={text.replaceAll(",", ", ")} />
    </details>
  );
}

export const stateWords: Readonly<Record<LinkState, string>> = {
  allowed: "allowed",
  partly: "allowed in part",
  undecided: "not decided",
  denied: "denied",
};

export const stateSigns: Readonly<Record<LinkState, string>> = {
  allowed: "✓",
  partly: "◐",
  undecided: "?",
  denied: "✕",
};

/** A state by sign, word and colour: any of them alone says it. */
export function State({ state, word }: { readonly state: LinkState; readonly word?: string }): JSX.Element {
  return (
    <span class={`state ${state}`}>
      <span aria-hidden="true">{stateSigns[state]}</span> {word ?? stateWords[state]}
    </span>
  );
}

/** The ports of a link, those that are sure first. */
export function Ports({ ports }: { readonly ports: LinkPorts }): JSX.Element {
  const { allowed, partly, undecided } = ports;
  return (
    <span class="ports">
      {allowed !== "" && <span class="chip">{allowed}</span>}
      {partly !== "" && <span class="chip partly">some pods: {partly}</span>}
      {undecided !== "" && <span class="chip undecided">not decided: {undecided}</span>}
    </span>
  );
}

/** What the signs and colours stand for. */
export function Legend({ denied }: { readonly denied: string }): JSX.Element {
  return (
    <p class="legend">
      <State state="allowed" word="every port" /> <State state="partly" word="in part" />{" "}
      <State state="undecided" word="not decided" /> <State state="denied" word={denied} />
    </p>
  );
}

const lockWords = { true: "isolated", false: "not isolated", null: "perhaps isolated" } as const;

/** A padlock: closed where the pods are isolated in the direction. */
export function Padlock({
  direction,
  isolated,
}: {
  readonly direction: string;
  readonly isolated: boolean | null;
}): JSX.Element {
  const words = `${direction}: ${lockWords[`${isolated}`]}`;
  return (
    <span class={`padlock lock-${isolated}`} role="img" aria-label={words} title={words}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path
          d={isolated === false ? "M4.5 7V5a3.5 3.5 0 0 1 6.8-1.2" : "M4.5 7V5a3.5 3.5 0 0 1 7 0v2"}
          fill="none"
          stroke="currentColor"
          stroke-width="1.6"
          stroke-dasharray={isolated === null ? "2 1.6" : undefined}
        />
        <rect
          x="3"
          y="7"
          width="10"
          height="7"
          rx="1.5"
          fill={isolated === true ? "currentColor" : "none"}
          stroke="currentColor"
        />
      </svg>
      <span aria-hidden="true">{direction === "ingress" ? "in" : "out"}</span>
    </span>
  );
}

/** What is not there yet, or cannot be. */
export function Waiting({ problem }: { readonly problem?: string | undefined }): JSX.Element {
  return (
    <p role="status" class={problem === undefined ? "waiting" : "problem"}>
      {problem === undefined ? "One moment…" : visibleText(problem)}
    </p>
  );
}

export function Panel(props: {
  readonly title: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section class={`panel ${props.class ?? ""}`}>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** `1 workload`, `2 workloads`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
