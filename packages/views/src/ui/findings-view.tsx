import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Excerpt, FindingGroup, ShownFinding } from "../answers/finding-groups.js";
import { Code } from "./code.js";
import { countText, Name } from "./parts.js";
import { Place } from "./place.js";
import { type Go, type Route, routeText } from "./route.js";
import { visibleText } from "./visible-text.js";

export function FindingsView(props: {
  readonly groups: readonly FindingGroup[];
  readonly values: Route["values"];
  readonly go: Go;
}): JSX.Element {
  const { groups, values, go } = props;
  const { severity = "", rule = "" } = values;
  const shown = groups.filter(
    (group) => (severity === "" || group.severity === severity) && (rule === "" || group.ruleId === rule),
  );
  const set = (change: Route["values"]): void => go({ view: "findings", values: { ...values, ...change } });
  return (
    <>
      <div class="controls">
        <label class="field">
          <span>Severity</span>
          <select value={severity} onChange={(event) => set({ severity: event.currentTarget.value, rule: "" })}>
            <option value="">all</option>
            <option value="error">errors</option>
            <option value="warning">warnings</option>
            <option value="info">notes</option>
          </select>
        </label>
        <label class="field">
          <span>Rule</span>
          <select value={rule} onChange={(event) => set({ rule: event.currentTarget.value })}>
            <option value="">all</option>
            {groups.map(({ ruleId }) => (
              <option key={ruleId}>{ruleId}</option>
            ))}
          </select>
        </label>
      </div>
      {shown.length === 0 && <p role="status">No finding.</p>}
      {shown.map((group) => (
        <Group key={group.ruleId} group={group} isOpen={shown.length < 4} />
      ))}
    </>
  );
}

/** A page of them at a time: each has an excerpt of its file. */
const step = 20;

function Group({ group, isOpen }: { readonly group: FindingGroup; readonly isOpen: boolean }): JSX.Element {
  const [opened, setOpened] = useState(isOpen);
  const [most, setMost] = useState(step);
  const { ruleId, severity, count, findings } = group;
  const hidden = Math.min(count, findings.length) - most;
  return (
    <details class={`panel group ${severity}`} open={opened} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        <h2>
          <span class={`severity ${severity}`}>{severity}</span> {ruleId}{" "}
          <span class="small">{countText(count, "finding")}</span>
        </h2>
      </summary>
      {opened && findings.slice(0, most).map((finding, index) => <One key={index} finding={finding} />)}
      {opened && hidden > 0 && (
        <button type="button" onClick={() => setMost(most + step)}>
          Show more: {hidden.toLocaleString("en")} of {ruleId}
        </button>
      )}
      {opened && hidden <= 0 && count > findings.length && (
        <p class="small">
          {(count - findings.length).toLocaleString("en")} more are not in this page; <code>netpolint lint --rule</code>{" "}
          lists them.
        </p>
      )}
    </details>
  );
}

function One({ finding }: { readonly finding: ShownFinding }): JSX.Element {
  const { message, help, place, related, witness, fixes } = finding;
  const [from, to] = witness.split(" -> ");
  const [end = "", ...port] = (to ?? "").split(" ");
  return (
    <article class="finding">
      <p>
        <Name text={message} />
      </p>
      <ExcerptCode excerpt={place} />
      {related.map((one, index) => (
        <div key={index}>
          <p class="small">
            <Name text={one.message} />
          </p>
          <ExcerptCode excerpt={one} />
        </div>
      ))}
      {witness !== "" && (
        <p>
          Witness:{" "}
          <a
            href={routeText({ view: "why", values: { from: from ?? "", to: end, port: port.toReversed().join("/") } })}
          >
            <Name text={witness} />
          </a>
        </p>
      )}
      {help !== "" && (
        <p>
          <strong>Help:</strong> <Name text={help} />
        </p>
      )}
      {fixes.map((title) => (
        <p key={title} class="small">
          Possible edit: <Name text={title} />
        </p>
      ))}
    </article>
  );
}

function ExcerptCode({
  excerpt: { file, line, column, firstLine, lines },
}: {
  readonly excerpt: Excerpt;
}): JSX.Element {
  const at = line - firstLine;
  return (
    <>
      <p class="place">
        <Place file={file} line={line} column={column} />
      </p>
      {lines.length > 0 && (
        <Code
          lines={lines}
          firstLine={firstLine}
          marks={[{ first: at, last: at, sign: ">" }]}
          label={visibleText(`${file}:${line}`)}
        />
      )}
    </>
  );
}
