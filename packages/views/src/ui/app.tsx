import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { DiffView as Diff } from "../answers/diff-view.js";
import type { Overview } from "../answers/overview.js";
import type { Ask } from "../answers/questions.js";
import { DiffView } from "./diff-view.js";
import { FindingsView } from "./findings-view.js";
import { MapView } from "./map-view.js";
import { MatrixView } from "./matrix-view.js";
import { OverviewView } from "./overview-view.js";
import { Waiting } from "./parts.js";
import { type Go, type Route, routeText, type ViewName } from "./route.js";
import { useAnswer } from "./use-answer.js";
import type { EngineViewProps } from "./view-props.js";
import { WhyView } from "./why-view.js";
import { WorkloadsView } from "./workloads-view.js";

const titles: Readonly<Record<ViewName, string>> = {
  overview: "Overview",
  findings: "Findings",
  map: "Map",
  matrix: "Matrix",
  workloads: "Workloads",
  why: "Why",
  diff: "Diff",
};

export interface ViewsProps {
  readonly ask: Ask;
  readonly overview: Overview;
  /** "asked": whoever answers knows what to compare with. Undefined: there is nothing. */
  readonly diff: Diff | "asked" | undefined;
  readonly route: Route;
  readonly go: Go;
}

/** All views with the links between them. */
export function Views({ ask, overview, diff, route, go }: ViewsProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  const { view } = route;
  // Before the browser draws: a key pressed as soon as the heading is seen must find the focus there.
  useLayoutEffect(() => {
    // Whoever has just opened the page begins at its top.
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [view]);
  const shown = (Object.keys(titles) as ViewName[]).filter((name) => name !== "diff" || diff !== undefined);
  return (
    <>
      <nav aria-label="Views">
        <ul>
          {shown.map((name) => (
            <li key={name}>
              <a href={routeText({ view: name, values: {} })} aria-current={name === view ? "page" : undefined}>
                {titles[name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main">
        <h1 tabIndex={-1} ref={heading}>
          {titles[view]}
        </h1>
        <CurrentView ask={ask} overview={overview} diff={diff} route={route} go={go} />
      </main>
    </>
  );
}

function CurrentView(props: ViewsProps): JSX.Element {
  const { ask, overview, diff, route, go } = props;
  if (route.view === "overview") return <OverviewView overview={overview} />;
  if (route.view === "findings") return <FindingsView groups={overview.findings} values={route.values} go={go} />;
  if (route.view === "diff" && diff === "asked") return <AskedDiff ask={ask} />;
  if (route.view === "diff") return <OwnDiff diff={diff === "asked" ? undefined : diff} />;
  return <EngineView {...props} />;
}

function OwnDiff({ diff }: { readonly diff: Diff | undefined }): JSX.Element {
  return diff ? <DiffView diff={diff} /> : <p>There is nothing to compare with.</p>;
}

function AskedDiff({ ask }: { readonly ask: Ask }): JSX.Element {
  const { answer, problem } = useAnswer(ask, "diff", null);
  return answer === undefined ? <Waiting problem={problem} /> : <OwnDiff diff={answer ?? undefined} />;
}

/** Views that ask the engine. */
function EngineView({ ask, route, go }: ViewsProps): JSX.Element {
  const { answer: rows, problem } = useAnswer(ask, "workloads", null);
  if (!rows) return <Waiting problem={problem} />;
  if (rows.length === 0) return <p>The input has no workloads.</p>;
  return <ViewOf name={route.view} ask={ask} rows={rows} values={route.values} go={go} />;
}

function ViewOf(props: EngineViewProps & { readonly name: ViewName }): JSX.Element {
  const { name, ...own } = props;
  switch (name) {
    case "map":
      return <MapView {...own} />;
    case "matrix":
      return <MatrixView {...own} />;
    case "why":
      return <WhyView {...own} />;
    default:
      return <WorkloadsView {...own} />;
  }
}
