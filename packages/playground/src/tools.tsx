import type { World } from "@netpolint/core";
import { visibleText } from "@netpolint/views/ui";
import type { JSX } from "preact";
import { type Example, examples } from "./examples.js";
import type { Project } from "./project.js";

/** What concerns all files together. */
export function Tools(props: {
  readonly project: Project;
  readonly onWorld: (world: World) => void;
  readonly onExample: (example: Example) => void;
  readonly onBase: () => void;
  readonly onShare: () => void;
}): JSX.Element {
  const { world, base } = props.project;
  return (
    <div class="controls">
      <label class="field">
        <span>Example</span>
        <select
          onChange={(event) => {
            const chosen = [...examples, nothing][Number(event.currentTarget.value)];
            // The same one can be chosen again.
            event.currentTarget.value = "";
            if (chosen) props.onExample(chosen);
          }}
        >
          <option value="">open one…</option>
          {[...examples, nothing].map(({ title }, index) => (
            <option key={title} value={index}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label class="field narrow">
        <span>World</span>
        <select
          value={world}
          onChange={(event) => props.onWorld(event.currentTarget.value === "closed" ? "closed" : "open")}
        >
          <option value="open">open</option>
          <option value="closed">closed</option>
        </select>
      </label>
      <button type="button" title={`Diff compares with ${visibleText(base.title)}`} onClick={props.onBase}>
        Set as base
      </button>
      <button type="button" onClick={props.onShare}>
        Share
      </button>
    </div>
  );
}

const nothing: Example = { title: "Nothing: an empty file", files: [] };
