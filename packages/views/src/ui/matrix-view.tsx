import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { type MatrixAnswer, type MatrixCell, type MatrixEnd, mostInMatrix } from "../answers/matrix-answer.js";
import type { Ask } from "../answers/questions.js";
import { briefAddresses, briefNames, oneOfBlocks } from "./brief-name.js";
import { EndName, Legend, Name, Ports, State, stateSigns, stateWords, Waiting } from "./parts.js";
import { type Route, routeText } from "./route.js";
import { useAnswer } from "./use-answer.js";
import type { EngineViewProps } from "./view-props.js";
import { visibleText } from "./visible-text.js";

export function MatrixView({ ask, rows, values, go }: EngineViewProps): JSX.Element {
  const namespaces = useMemo(() => [...new Set(rows.map(({ namespace }) => namespace))], [rows]);
  const { by = rows.length <= 60 ? "workload" : "namespace", from = "", to = "" } = values;
  const count = (namespace: string): number =>
    rows.filter((row) => namespace === "" || row.namespace === namespace).length;
  const isTooLarge = by === "workload" && (count(from) > mostInMatrix || count(to) > mostInMatrix);
  const question = by === "namespace" ? ({ by } as const) : ({ by: "workload", from, to } as const);
  const { answer, problem } = useAnswer(ask, "matrix", isTooLarge ? undefined : question);
  const set = (change: Route["values"]): void => go({ view: "matrix", values: { ...values, ...change } });
  const choice = (name: "from" | "to"): JSX.Element => (
    <label class="field">
      <span>{name === "from" ? "Sources" : "Destinations"}</span>
      <select value={values[name] ?? ""} onChange={(event) => set({ [name]: event.currentTarget.value })}>
        <option value="">every namespace</option>
        {namespaces.map((namespace) => (
          <option key={namespace} value={namespace}>
            {visibleText(namespace)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <div class="controls">
        <label class="field">
          <span>One row and column for each</span>
          <select value={by} onChange={(event) => set({ by: event.currentTarget.value })}>
            <option value="namespace">namespace</option>
            <option value="workload">workload</option>
          </select>
        </label>
        {by === "workload" && choice("from")}
        {by === "workload" && choice("to")}
      </div>
      {isTooLarge && (
        <p role="status">
          These are too many workloads for a table: choose the namespaces of sources and destinations.
        </p>
      )}
      {!isTooLarge && (answer ? <Table ask={ask} answer={answer} by={by} set={set} /> : <Waiting problem={problem} />)}
    </>
  );
}

const pageSize = { rows: 50, columns: 40 } as const;

const rank = { denied: 0, undecided: 1, partly: 2, allowed: 3 } as const;

type Cells = ReadonlyMap<string, MatrixCell>;

interface Sorting {
  /** "name", "most" (connections), or the number of a column. */
  readonly rows: "name" | "most" | number;
  readonly columns: "name" | "most";
}

function Table(props: {
  readonly ask: Ask;
  readonly answer: MatrixAnswer;
  readonly by: string;
  readonly set: (change: Route["values"]) => void;
}): JSX.Element {
  const { ask, answer, by, set } = props;
  const [sorting, setSorting] = useState<Sorting>({ rows: "name", columns: "name" });
  const [page, setPage] = useState({ row: 0, column: 0 });
  const [at, setAt] = useState<readonly [from: number, to: number] | undefined>(undefined);
  const cells: Cells = useMemo(() => new Map(answer.cells.map((cell) => [`${cell.from} ${cell.to}`, cell])), [answer]);
  const rows = useMemo(() => sortEnds(answer, cells, "rows", sorting.rows), [answer, cells, sorting.rows]);
  const columns = useMemo(() => sortEnds(answer, cells, "columns", sorting.columns), [answer, cells, sorting.columns]);
  const shownRows = rows.slice(page.row * pageSize.rows, (page.row + 1) * pageSize.rows);
  const shownColumns = columns.slice(page.column * pageSize.columns, (page.column + 1) * pageSize.columns);
  const brief = useMemo(() => briefNames(answer.ends.map(({ name }) => name)), [answer]);
  const nameOf = (end: number): string => {
    const name = answer.ends[end]?.name ?? "";
    return answer.ends[end]?.type === "addresses" ? briefAddresses(name) : (brief.get(name) ?? name);
  };
  const grid = useRef<HTMLTableElement>(null);
  const move = (row: number, column: number): void => {
    const cell = grid.current?.querySelector<HTMLElement>(`[data-at="${row} ${column}"]`);
    cell?.focus();
  };
  const current = at && shownRows.includes(at[0]) && shownColumns.includes(at[1]) ? at : undefined;
  return (
    <>
      <div class="controls">
        <SortChoice
          label="Sort rows by"
          value={typeof sorting.rows === "number" ? "column" : sorting.rows}
          onChange={(value) => setSorting({ ...sorting, rows: value })}
        />
        <SortChoice
          label="Sort columns by"
          value={sorting.columns}
          onChange={(value) => setSorting({ ...sorting, columns: value })}
        />
        <Pages
          label="rows"
          total={rows.length}
          size={pageSize.rows}
          page={page.row}
          onChange={(row) => setPage({ ...page, row })}
        />
        <Pages
          label="columns"
          total={columns.length}
          size={pageSize.columns}
          page={page.column}
          onChange={(column) => setPage({ ...page, column })}
        />
      </div>
      <Legend denied="denied" />
      <p class="small">
        Rows are sources, columns are destinations. Arrow keys move between cells; a cell that is chosen says why.
      </p>
      <div class="scroll matrix-frame">
        <table class="matrix" ref={grid}>
          <caption class="hidden">Who reaches whom</caption>
          <thead>
            <tr>
              <th scope="col">from \ to</th>
              {shownColumns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  class="upright"
                  aria-sort={sorting.rows === column ? "descending" : "none"}
                >
                  <button type="button" onClick={() => setSorting({ ...sorting, rows: column })}>
                    <span class="hidden">Sort rows by </span>
                    <Name text={nameOf(column)} short />
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shownRows.map((row, y) => (
              <tr key={row}>
                <th scope="row">
                  <Name text={nameOf(row)} short />
                </th>
                {shownColumns.map((column, x) => (
                  <CellOf
                    key={column}
                    ends={[answer.ends[row], answer.ends[column]]}
                    cell={cells.get(`${row} ${column}`)}
                    at={`${y} ${x}`}
                    isCurrent={current !== undefined && current[0] === row && current[1] === column}
                    isReachable={current ? current[0] === row && current[1] === column : x === 0 && y === 0}
                    onChoose={() => setAt([row, column])}
                    onKey={(key) => {
                      const step = steps[key];
                      if (step) move(y + step[0], x + step[1]);
                      return step !== undefined;
                    }}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {current && (
        <Reason
          ask={ask}
          ends={[answer.ends[current[0]], answer.ends[current[1]]]}
          cell={cells.get(current.join(" "))}
          by={by}
          set={set}
        />
      )}
    </>
  );
}

const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function sortEnds(
  { ends, rows, columns }: MatrixAnswer,
  cells: Cells,
  side: "rows" | "columns",
  by: Sorting["rows"],
): readonly number[] {
  const own = side === "rows" ? rows : columns;
  // The engine lists ends in the order of their names.
  if (by === "name") return own;
  if (typeof by === "number") {
    const rankOf = (row: number): number => rank[cells.get(`${row} ${by}`)?.state ?? "denied"];
    return own.toSorted((a, b) => rankOf(b) - rankOf(a));
  }
  const counts = ends.map(() => 0);
  for (const { from, to } of cells.values()) {
    const end = side === "rows" ? from : to;
    counts[end] = (counts[end] ?? 0) + 1;
  }
  return own.toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
}

function SortChoice(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: "name" | "most") => void;
}): JSX.Element {
  return (
    <label class="field narrow">
      <span>{props.label}</span>
      <select
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value === "most" ? "most" : "name")}
      >
        <option value="name">name</option>
        <option value="most">most connections</option>
        {props.value === "column" && <option value="column">a column</option>}
      </select>
    </label>
  );
}

function Pages(props: {
  readonly label: string;
  readonly total: number;
  readonly size: number;
  readonly page: number;
  readonly onChange: (page: number) => void;
}): JSX.Element | null {
  const { label, total, size, page, onChange } = props;
  if (total <= size) return null;
  const last = Math.ceil(total / size) - 1;
  return (
    <span class="pages">
      <button type="button" disabled={page === 0} onClick={() => onChange(page - 1)} aria-label={`Earlier ${label}`}>
        ‹
      </button>{" "}
      {label} {(page * size + 1).toLocaleString("en")}–{Math.min(total, (page + 1) * size).toLocaleString("en")} of{" "}
      {total.toLocaleString("en")}{" "}
      <button type="button" disabled={page === last} onClick={() => onChange(page + 1)} aria-label={`Later ${label}`}>
        ›
      </button>
    </span>
  );
}

type Ends = readonly [from: MatrixEnd | undefined, to: MatrixEnd | undefined];

function CellOf(props: {
  readonly ends: Ends;
  readonly cell: MatrixCell | undefined;
  readonly at: string;
  readonly isCurrent: boolean;
  readonly isReachable: boolean;
  readonly onChoose: () => void;
  readonly onKey: (key: string) => boolean;
}): JSX.Element {
  const {
    ends: [from, to],
    cell,
    at,
    isCurrent,
  } = props;
  if (from?.type === "addresses" && to?.type === "addresses") return <td class="none" />;
  const state = cell?.state ?? "denied";
  const words = `${visibleText(from?.name ?? "")} to ${visibleText(to?.name ?? "")}: ${stateWords[state]}`;
  return (
    <td>
      <button
        type="button"
        class={`cell ${state}`}
        data-at={at}
        tabIndex={props.isReachable ? 0 : -1}
        aria-pressed={isCurrent}
        aria-label={
          cell
            ? `${words} ${[cell.ports.allowed, cell.ports.partly, cell.ports.undecided].filter((text) => text !== "").join(", ")}`
            : words
        }
        onClick={props.onChoose}
        onFocus={props.onChoose}
        onKeyDown={(event) => {
          if (props.onKey(event.key)) event.preventDefault();
        }}
      >
        {stateSigns[state]}
      </button>
    </td>
  );
}

function Reason(props: {
  readonly ask: Ask;
  readonly ends: Ends;
  readonly cell: MatrixCell | undefined;
  readonly by: string;
  readonly set: (change: Route["values"]) => void;
}): JSX.Element {
  const {
    ask,
    ends: [from, to],
    cell,
    by,
    set,
  } = props;
  const isAskable = [from, to].every((end) => end !== undefined && end.type !== "namespace");
  const question = { from: askedName(from), to: askedName(to), port: "" };
  const { answer } = useAnswer(ask, "reason", isAskable ? question : undefined);
  return (
    <section class="panel" aria-live="polite">
      <h2>
        <EndName text={from?.name ?? ""} /> → <EndName text={to?.name ?? ""} />
      </h2>
      <p>
        <State state={cell?.state ?? "denied"} /> {cell && <Ports ports={cell.ports} />}
      </p>
      {isAskable ? (
        <>
          {(answer ?? []).map((sentence) => (
            <p key={sentence}>
              <Name text={sentence} />
            </p>
          ))}
          <p>
            <a href={routeText({ view: "why", values: question })}>The steps and the lines</a>
          </p>
        </>
      ) : (
        <p>
          {cell ? groupReasons[cell.state] : "No pod of the one can connect to any of the other, on any port."}{" "}
          {by === "namespace" && from?.type === "namespace" && to?.type === "namespace" && (
            <button type="button" onClick={() => set({ by: "workload", from: from.name, to: to.name })}>
              Show the workloads
            </button>
          )}
        </p>
      )}
    </section>
  );
}

function askedName(end: MatrixEnd | undefined): string {
  return end?.type === "addresses" ? oneOfBlocks(end.name) : (end?.name ?? "");
}

const groupReasons = {
  allowed: "Every pod of the one can connect to every pod of the other, on every port.",
  partly: "Some pods, or some ports: what is said above holds for every pod, or for some where it says so.",
  undecided: "For some pods or ports the input, or the API, does not say.",
  denied: "No pod of the one can connect to any of the other, on any port.",
} as const;
