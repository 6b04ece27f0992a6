import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DiffRow, DiffView as Diff } from "../answers/diff-view.js";
import type { LinkState } from "../answers/state.js";
import { countText, Name, Panel, State } from "./parts.js";

export function DiffView({ diff }: { readonly diff: Diff }): JSX.Element {
  const { base, gained, lost, undecided, onlyInBase, onlyInHead, policies, leftOut } = diff;
  const [text, setText] = useState("");
  const isUnchanged = [gained, lost, undecided, onlyInBase, onlyInHead].every((list) => list.length === 0);
  return (
    <>
      <p>
        Compared with <Name text={base} />: {countText(gained.length, "connection")} gained,{" "}
        {lost.length.toLocaleString("en")} lost, {undecided.length.toLocaleString("en")} not decided on one side.
      </p>
      <div class="controls" role="search">
        <label class="field">
          <span>Find</span>
          <input type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
      </div>
      {isUnchanged && <p>No connection changed.</p>}
      {leftOut > 0 && (
        <p role="status">{countText(leftOut, "row")} more are not in this page; netpolint diff lists them.</p>
      )}
      <Rows title="Gained" state="allowed" rows={gained} text={text} />
      <Rows title="Lost" state="denied" rows={lost} text={text} />
      <Rows title="Not decided" state="undecided" rows={undecided} text={text} />
      <Names title="Only in base" names={onlyInBase} />
      <Names title="New" names={onlyInHead} />
      <Names title="Policies" names={policies} />
    </>
  );
}

const mostShown = 200;

function Rows(props: {
  readonly title: string;
  readonly state: LinkState;
  readonly rows: readonly DiffRow[];
  readonly text: string;
}): JSX.Element | null {
  const { title, state, rows } = props;
  const wanted = props.text.toLowerCase();
  const found = rows.filter(({ from, to }) => `${from} ${to}`.toLowerCase().includes(wanted));
  if (found.length === 0) return null;
  return (
    <Panel title={title}>
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">Change</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">Ports</th>
              <th scope="col">Because</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, mostShown).map((row, index) => (
              <tr key={index}>
                <td class="nowrap">
                  <State state={state} word={row.change === "" ? title.toLowerCase() : row.change} />
                </td>
                <td>
                  <Name text={row.from} />
                </td>
                <td>
                  <Name text={row.to} />
                </td>
                <td>{row.ports}</td>
                <td>
                  {row.because.map((sentence) => (
                    <p key={sentence}>
                      <Name text={sentence} />
                    </p>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length > mostShown && <p class="small">And {found.length - mostShown} more: search for an end.</p>}
    </Panel>
  );
}

function Names({ title, names }: { readonly title: string; readonly names: readonly string[] }): JSX.Element | null {
  if (names.length === 0) return null;
  return (
    <Panel title={title}>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <Name text={name} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
