import type { JSX } from "preact";
import { useId, useMemo } from "preact/hooks";
import { visibleText } from "./visible-text.js";

const mostOffered = 40;

/** A text field that offers names as one types. Any text may be entered. */
export function Picker(props: {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly placeholder?: string;
  readonly onInput: (text: string) => void;
}): JSX.Element {
  const id = useId();
  const offered = useMemo(() => offeredNames(props.names, props.value), [props.names, props.value]);
  return (
    <label class="field">
      <span>{props.label}</span>
      <input
        type="text"
        value={props.value}
        placeholder={props.placeholder}
        list={`${id}-names`}
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      <datalist id={`${id}-names`}>
        {offered.map((name) => (
          <option key={name} value={name}>
            {visibleText(name)}
          </option>
        ))}
      </datalist>
    </label>
  );
}

function offeredNames(names: readonly string[], text: string): readonly string[] {
  const wanted = text.toLowerCase();
  const found: string[] = [];
  for (const name of names) {
    if (name.toLowerCase().includes(wanted)) found.push(name);
    if (found.length === mostOffered) break;
  }
  return found;
}

/** The name that a text stands for: itself, or the only one or first that holds it. */
export function findName(names: readonly string[], text: string): string | undefined {
  if (text === "") return undefined;
  const wanted = text.toLowerCase();
  return names.find((name) => name === text) ?? names.find((name) => name.toLowerCase().includes(wanted));
}
