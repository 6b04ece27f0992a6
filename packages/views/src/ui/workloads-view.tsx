import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { WorkloadRow } from "../answers/workload-row.js";
import { reachStates, reachWords } from "./overview-view.js";
import { countText, Name, Padlock, State } from "./parts.js";
import { routeText } from "./route.js";
import type { EngineViewProps } from "./view-props.js";
import { visibleText } from "./visible-text.js";
import { WorkloadPageView } from "./workload-page-view.js";

type Column = "name" | "ingress" | "egress" | "fromOutside" | "toOutside";

const columns: readonly (readonly [Column, string])[] = [
  ["name", "Workload"],
  ["ingress", "Ingress"],
  ["egress", "Egress"],
  ["fromOutside", "From outside"],
  ["toOutside", "To outside"],
];

const reachRank = { all: 0, some: 1, undecided: 2, none: 3 } as const;
const pageSize = 100;

export function WorkloadsView({ ask, rows, values, go }: EngineViewProps): JSX.Element {
  const chosen = values["workload"];
  if (chosen !== undefined) return <WorkloadPageView ask={ask} index={Number(chosen)} values={values} go={go} />;
  return <WorkloadList rows={rows} />;
}

function WorkloadList({ rows }: { readonly rows: readonly WorkloadRow[] }): JSX.Element {
  const [text, setText] = useState("");
  const [column, setColumn] = useState<Column>("name");
  const [page, setPage] = useState(0);
  const found = useMemo(() => sortRows(searchRows(rows, text), column), [rows, text, column]);
  const shown = found.slice(page * pageSize, (page + 1) * pageSize);
  return (
    <>
      <div class="controls" role="search">
        <label class="field">
          <span>Find</span>
          <input
            type="search"
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setPage(0);
            }}
          />
        </label>
        <span role="status">{countText(found.length, "workload")}</span>
        {found.length > pageSize && (
          <span class="pages">
            <button
              type="button"
              disabled={page === 0}
              onClick={() => setPage(page - 1)}
              aria-label="Earlier workloads"
            >
              ‹
            </button>{" "}
            {(page * pageSize + 1).toLocaleString("en")}–
            {Math.min(found.length, (page + 1) * pageSize).toLocaleString("en")}{" "}
            <button
              type="button"
              disabled={(page + 1) * pageSize >= found.length}
              onClick={() => setPage(page + 1)}
              aria-label="Later workloads"
            >
              ›
            </button>
          </span>
        )}
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label="Workloads">
        <table>
          <thead>
            <tr>
              {columns.map(([name, title]) => (
                <th key={name} scope="col" aria-sort={column === name ? "ascending" : "none"}>
                  <button type="button" class="sort" onClick={() => setColumn(name)}>
                    {title}
                    {column === name && <span aria-hidden="true"> ▾</span>}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row key={row.index} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ row }: { readonly row: WorkloadRow }): JSX.Element {
  const { index, name, isolated, fromOutside, toOutside, outsidePorts } = row;
  return (
    <tr>
      <th scope="row">
        <a href={routeText({ view: "workloads", values: { workload: String(index) } })}>
          <Name text={name} />
        </a>
      </th>
      <td>
        <Padlock direction="ingress" isolated={isolated.ingress} />
      </td>
      <td>
        <Padlock direction="egress" isolated={isolated.egress} />
      </td>
      <td>
        <State state={reachStates[fromOutside]} word={reachWords[fromOutside]} />{" "}
        {fromOutside === "some" && <span class="small">{visibleText(outsidePorts)}</span>}
      </td>
      <td>
        <State state={reachStates[toOutside]} word={reachWords[toOutside]} />
      </td>
    </tr>
  );
}

function searchRows(rows: readonly WorkloadRow[], text: string): readonly WorkloadRow[] {
  const wanted = text.toLowerCase();
  return wanted === "" ? rows : rows.filter(({ name }) => name.toLowerCase().includes(wanted));
}

/** What is open comes first: that is what one looks for. */
function sortRows(rows: readonly WorkloadRow[], column: Column): readonly WorkloadRow[] {
  if (column === "name") return rows;
  return rows.toSorted((a, b) => rankOf(a, column) - rankOf(b, column));
}

function rankOf({ isolated, ...reach }: WorkloadRow, column: Exclude<Column, "name">): number {
  if (column === "fromOutside" || column === "toOutside") return reachRank[reach[column]];
  const own = isolated[column];
  return own === null ? 1 : own ? 2 : 0;
}
