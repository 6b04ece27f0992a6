import type { JSX } from "preact";
import type { Overview, ShareOfWorkloads } from "../answers/overview.js";
import type { Criterion, Score } from "../answers/score.js";
import type { WorkloadRow } from "../answers/workload-row.js";
import { countText, Name, Padlock, Panel, State } from "./parts.js";
import { routeText } from "./route.js";
import { visibleText } from "./visible-text.js";

export function OverviewView({ overview }: { readonly overview: Overview }): JSX.Element {
  const { counts, severities, suppressed, isolated, score } = overview;
  return (
    <>
      <div class="tiles">
        {score && <ScorePanel score={score} />}
        <Panel title="Findings">
          <ul class="tallies">
            {(["error", "warning", "info"] as const).map((severity) => (
              <li key={severity}>
                <a href={routeText({ view: "findings", values: { severity } })} class={`tally ${severity}`}>
                  <strong>{severities[severity].toLocaleString("en")}</strong> {severityWords[severity]}
                  {severities[severity] === 1 ? "" : "s"}
                </a>
              </li>
            ))}
          </ul>
          {suppressed > 0 && <p class="small">{countText(suppressed, "finding is", "findings are")} suppressed.</p>}
          <FirstRules overview={overview} />
        </Panel>
        <Panel title="Isolated">
          <Share title="Ingress" share={isolated.ingress} />
          <Share title="Egress" share={isolated.egress} />
          <p class="small">Isolated: some policy selects the pods for that direction.</p>
        </Panel>
        <Panel title="Reachable from outside">
          <OutsideCounts overview={overview} />
        </Panel>
      </div>
      <p class="counts">
        {countText(counts.workloads, "workload")} in {countText(counts.namespaces, "namespace")},{" "}
        {countText(counts.policies, "policy", "policies")}, {countText(counts.objects, "object")} in{" "}
        {countText(counts.files, "file")}.
      </p>
      <Sentences
        title="Trouble with the input"
        sentences={overview.inputProblems.map((one) => `${one.file}:${one.line}: ${one.message}`)}
        isBad
      />
      <Sentences title="What is not decided" sentences={overview.undecided} />
      <Sentences title="What was assumed" sentences={[worldWords[overview.world], ...overview.assumptions]} />
      <Rows title="Open to the outside" rows={overview.reachable} total={counts.workloads - overview.outside.none} />
      <Rows title="Not isolated" rows={overview.open} total={undefined} />
    </>
  );
}

const severityWords = { error: "error", warning: "warning", info: "note" } as const;

const worldWords = {
  open: "The world is open: pods and namespaces that are not in the input may exist.",
  closed: "The world is closed: the input is the whole cluster.",
} as const;

function FirstRules({ overview: { findings } }: { readonly overview: Overview }): JSX.Element {
  if (findings.length === 0) return <p class="small">Nothing was found.</p>;
  return (
    <ul class="plain">
      {findings.slice(0, 5).map(({ ruleId, count }) => (
        <li key={ruleId}>
          <a href={routeText({ view: "findings", values: { rule: ruleId } })}>{ruleId}</a>{" "}
          <span class="small">{count}</span>
        </li>
      ))}
    </ul>
  );
}

export const criterionWords: Readonly<Record<Criterion["id"], string>> = {
  "ingress-isolated": "workloads isolated for ingress",
  "egress-isolated": "workloads isolated for egress",
  "closed-to-outside": "workloads not open to every address on every port",
  "closed-namespaces": "ways between namespaces that are closed",
  "without-errors": "policies without an error",
};

function ScorePanel({ score }: { readonly score: Score }): JSX.Element {
  return (
    <Panel title="Score" class="score">
      <p class="value">
        <strong>{score.value.toFixed(1)}</strong> of 5
      </p>
      <div class="bars" aria-hidden="true">
        {[0, 1, 2, 3, 4].map((bar) => (
          <span key={bar}>
            <span style={{ width: `${Math.max(0, Math.min(1, score.value - bar)) * 100}%` }} />
          </span>
        ))}
      </div>
      <ul class="plain small">
        {score.criteria.map(({ id, good, all }) => (
          <li key={id}>
            {good.toLocaleString("en")} of {all.toLocaleString("en")} {criterionWords[id]}
          </li>
        ))}
      </ul>
      <p class="small">Five times the mean of these shares.</p>
    </Panel>
  );
}

function Share({
  title,
  share: { yes, no, unknown },
}: {
  readonly title: string;
  readonly share: ShareOfWorkloads;
}): JSX.Element {
  const all = Math.max(1, yes + no + unknown);
  return (
    <div class="share">
      <p>
        {title}: <strong>{yes.toLocaleString("en")}</strong> isolated, {no.toLocaleString("en")} not
        {unknown > 0 && <>, {unknown.toLocaleString("en")} not decided or in part</>}
      </p>
      <div class="bar" aria-hidden="true">
        <span class="yes" style={{ width: `${(yes / all) * 100}%` }} />
        <span class="unknown" style={{ width: `${(unknown / all) * 100}%` }} />
      </div>
    </div>
  );
}

function OutsideCounts({ overview: { outside } }: { readonly overview: Overview }): JSX.Element {
  return (
    <ul class="plain">
      <li>
        <strong>{outside.all.toLocaleString("en")}</strong> by every address, on every port
      </li>
      <li>
        <strong>{outside.some.toLocaleString("en")}</strong> by some addresses or on some ports
      </li>
      {outside.undecided > 0 && (
        <li>
          <strong>{outside.undecided.toLocaleString("en")}</strong> where it is not decided
        </li>
      )}
      <li>
        <strong>{outside.none.toLocaleString("en")}</strong> not at all
      </li>
    </ul>
  );
}

function Sentences(props: {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly isBad?: boolean;
}): JSX.Element | null {
  if (props.sentences.length === 0) return null;
  return (
    <Panel title={props.title} class={props.isBad === true ? "bad" : ""}>
      <ul>
        {props.sentences.slice(0, 100).map((sentence, index) => (
          <li key={index}>
            <Name text={sentence} />
          </li>
        ))}
      </ul>
      {props.sentences.length > 100 && <p class="small">And {props.sentences.length - 100} more.</p>}
    </Panel>
  );
}

export const reachStates = { all: "allowed", some: "partly", undecided: "undecided", none: "denied" } as const;
export const reachWords = { all: "everything", some: "in part", undecided: "not decided", none: "nothing" } as const;

function Rows(props: {
  readonly title: string;
  readonly rows: readonly WorkloadRow[];
  readonly total: number | undefined;
}): JSX.Element | null {
  const { rows, title, total } = props;
  if (rows.length === 0) return null;
  const shown = rows.slice(0, 12);
  return (
    <Panel title={title}>
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">Workload</th>
              <th scope="col">Isolated</th>
              <th scope="col">From outside</th>
              <th scope="col">Ports</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.index}>
                <th scope="row">
                  <a href={routeText({ view: "workloads", values: { workload: String(row.index) } })}>
                    <Name text={row.name} />
                  </a>
                </th>
                <td class="nowrap">
                  <Padlock direction="ingress" isolated={row.isolated.ingress} />{" "}
                  <Padlock direction="egress" isolated={row.isolated.egress} />
                </td>
                <td>
                  <State state={reachStates[row.fromOutside]} word={reachWords[row.fromOutside]} />
                </td>
                <td>{visibleText(row.outsidePorts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(total ?? rows.length) > shown.length && (
        <p class="small">
          <a href={routeText({ view: "workloads", values: {} })}>All workloads</a>
          {total !== undefined && <>: {total.toLocaleString("en")} are reachable.</>}
        </p>
      )}
    </Panel>
  );
}
