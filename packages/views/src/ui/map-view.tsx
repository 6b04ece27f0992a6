import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { MapAnswer, MapLine, MapNode, MapQuestion } from "../answers/map-answer.js";
import type { LinkPorts } from "../answers/state.js";
import type { WorkloadRow } from "../answers/workload-row.js";
import { briefAddresses, oneOfBlocks } from "./brief-name.js";
import { lineBetween, linesToDraw, mostLines } from "./drawn-lines.js";
import { type Box, layOut, type MapLayout } from "./map-layout.js";
import { MapLines } from "./map-lines.js";
import { countText, EndName, Legend, Name, Padlock, Ports, State, Waiting } from "./parts.js";
import { findName, Picker } from "./picker.js";
import { type Route, routeText } from "./route.js";
import { useAnswer } from "./use-answer.js";
import type { EngineViewProps } from "./view-props.js";
import { visibleText } from "./visible-text.js";

/** Clusters up to this many workloads are opened from the start. */
const openAtOnce = 60;

const noPorts: LinkPorts = { allowed: "", partly: "", undecided: "" };

export function MapView({ ask, rows, values, go }: EngineViewProps): JSX.Element {
  const question = questionOf(values, rows);
  const { answer, problem } = useAnswer(ask, "map", question);
  const set = (change: Route["values"]): void => go({ view: "map", values: { ...values, ...change } });
  const names = useMemo(
    () => [...new Set([...rows.map(({ namespace }) => namespace), ...rows.map(({ name }) => name)])],
    [rows],
  );
  const refused = answer && "problem" in answer ? answer.problem : problem;
  return (
    <>
      <MapControls values={values} names={names} rows={rows} set={set} />
      {answer && !("problem" in answer) ? (
        <Drawn map={answer} values={values} open={question.open} set={set} />
      ) : (
        <Waiting problem={refused} />
      )}
    </>
  );
}

function questionOf({ open, focus = "", port = "" }: Route["values"], rows: readonly WorkloadRow[]): MapQuestion {
  const everything = rows.length <= openAtOnce ? [...new Set(rows.map(({ namespace }) => namespace))] : [];
  const focused = rows.find(({ name }) => name === focus);
  return {
    open: open === undefined ? everything : open.split("\n").filter((name) => name !== ""),
    apart: focused ? [focused.index] : [],
    port,
  };
}

type SetValues = (change: Route["values"]) => void;

function MapControls(props: {
  readonly values: Route["values"];
  readonly names: readonly string[];
  readonly rows: readonly WorkloadRow[];
  readonly set: SetValues;
}): JSX.Element {
  const { values, names, set } = props;
  const [text, setText] = useState("");
  const [port, setPort] = useState(values["port"] ?? "");
  const found = findName(names, text);
  return (
    <form
      class="controls"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        set({ port, ...(found === undefined ? {} : { focus: found }) });
      }}
    >
      <Picker label="Find a workload or namespace" value={text} names={names} onInput={setText} />
      <label class="field narrow">
        <span>Port</span>
        <input
          type="text"
          value={port}
          placeholder="443, 53/udp"
          onInput={(event) => setPort(event.currentTarget.value)}
        />
      </label>
      <label class="field narrow">
        <span>Direction</span>
        <select value={values["way"] ?? ""} onChange={(event) => set({ way: event.currentTarget.value })}>
          <option value="">both</option>
          <option value="in">into the focus</option>
          <option value="out">out of the focus</option>
        </select>
      </label>
      <button type="submit">Show</button>
      {text !== "" && found === undefined && <span role="status">Nothing has this name.</span>}
      <label class="check">
        <input
          type="checkbox"
          checked={values["denied"] === "1"}
          onChange={(event) => set({ denied: event.currentTarget.checked ? "1" : "" })}
        />
        draw what the focus cannot reach
      </label>
    </form>
  );
}

function Drawn(props: {
  readonly map: MapAnswer;
  readonly values: Route["values"];
  readonly open: readonly string[];
  readonly set: SetValues;
}): JSX.Element {
  const { map, values, open, set } = props;
  const layout = useMemo(() => layOut(map), [map]);
  const [zoom, setZoom] = useState(1);
  const { focus = "", way = "" } = values;
  const focused = map.nodes.findIndex(({ name }) => name === focus);
  const inFocus = useMemo(() => focusNodes(map, focus), [map, focus]);
  const near = map.lines.filter((line) => isNear(line, inFocus, way));
  const focusLines = [...near, ...deniedLines(map, inFocus, way, values["denied"] === "1")];
  // Lines to hundreds of namespaces are a grey area: those that have none are dim, and the list below says it all.
  const drawn = focusLines.length <= mostLines ? focusLines : focusLines.filter((line) => isAtHome(line, map, layout));
  const lines = inFocus.size > 0 ? drawn.flatMap((line) => lineBetween(layout, line)) : linesToDraw(map, layout);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = layout.places[focused];
    const { current } = frame;
    if (!place || !current) return;
    current.scrollTo({
      left: place.x * zoom - current.clientWidth / 2 + 90,
      top: place.y * zoom - current.clientHeight / 2,
    });
  }, [focus, layout]);
  const fit = (least: number): void => {
    const { clientWidth = 0 } = frame.current ?? {};
    setZoom(Math.max(least, Math.min(1, clientWidth / Math.max(1, layout.width))));
  };
  useLayoutEffect(() => fit(0.8), []);
  return (
    <>
      <div class="map-bar">
        <Legend denied="denied: no line, but for the focus" />
        <span class="buttons">
          <button type="button" onClick={() => setZoom(Math.min(2, zoom * 1.25))} aria-label="Larger">
            +
          </button>
          <button type="button" onClick={() => setZoom(Math.max(0.25, zoom / 1.25))} aria-label="Smaller">
            −
          </button>
          <button type="button" onClick={() => fit(0.25)}>
            Fit
          </button>
          {focus !== "" && (
            <button type="button" onClick={() => set({ focus: "" })}>
              Focus on nothing
            </button>
          )}
        </span>
      </div>
      {!lines && (
        <p role="status">
          {countText(map.lines.length, "connection")} are too many to draw: choose a namespace or workload to see its
          own.
        </p>
      )}
      {inFocus.size > 0 && drawn.length < focusLines.length && (
        <p role="status">
          {countText(focusLines.length - drawn.length, "line")} to other namespaces are not drawn: those without any are
          dim.
        </p>
      )}
      {map.leftOut > 0 && (
        <p role="status">{countText(map.leftOut, "workload")} of long namespaces can be found by name only.</p>
      )}
      <div class="map" ref={frame} tabIndex={0} role="region" aria-label="Map">
        <div style={{ width: `${layout.width * zoom}px`, height: `${layout.height * zoom}px` }}>
          <div
            class="canvas-of-map"
            style={{ transform: `scale(${zoom})`, width: `${layout.width}px`, height: `${layout.height}px` }}
          >
            {lines && (
              <MapLines
                lines={lines}
                width={layout.width}
                height={layout.height}
                isBehind={inFocus.size === 0 && map.lines.length > mostLines}
              />
            )}
            {layout.boxes.map((box) => (
              <BoxOf
                key={`${box.type} ${box.title}`}
                box={box}
                layout={layout}
                map={map}
                inFocus={inFocus}
                near={near}
                open={open}
                set={set}
              />
            ))}
          </div>
        </div>
      </div>
      <Connections map={map} lines={inFocus.size > 0 ? near : map.lines} focus={focus} />
    </>
  );
}

/** The node itself, or all nodes of a namespace. */
function focusNodes({ nodes }: MapAnswer, focus: string): ReadonlySet<number> {
  if (focus === "") return new Set();
  const own = nodes.flatMap(({ name, namespace }, index) => (name === focus || namespace === focus ? [index] : []));
  return new Set(own);
}

function isNear({ from, to }: MapLine, inFocus: ReadonlySet<number>, way: string): boolean {
  return (way !== "in" && inFocus.has(from)) || (way !== "out" && inFocus.has(to));
}

/** Within one namespace, or with addresses. */
function isAtHome({ from, to }: NodeLine, { nodes }: MapAnswer, { boxOf }: MapLayout): boolean {
  const isOutside = [from, to].some((node) => nodes[node]?.type === "addresses");
  return isOutside || boxOf.get(from) === boxOf.get(to);
}

type NodeLine = Pick<MapLine, "from" | "to" | "state">;

/** What one node in the focus cannot reach, or be reached by; nothing where there are several. */
function deniedLines(
  { nodes, lines }: MapAnswer,
  inFocus: ReadonlySet<number>,
  way: string,
  isWanted: boolean,
): readonly NodeLine[] {
  const [own, ...others] = inFocus;
  if (!isWanted || own === undefined || others.length > 0) return [];
  const known = new Set(lines.map(({ from, to }) => `${from} ${to}`));
  return nodes.flatMap((_, node) => {
    if (node === own) return [];
    const found: NodeLine[] = [];
    if (way !== "in" && !known.has(`${own} ${node}`)) found.push({ from: own, to: node, state: "denied" });
    if (way !== "out" && !known.has(`${node} ${own}`)) found.push({ from: node, to: own, state: "denied" });
    return found;
  });
}

function BoxOf(props: {
  readonly box: Box;
  readonly layout: MapLayout;
  readonly map: MapAnswer;
  readonly inFocus: ReadonlySet<number>;
  readonly near: readonly MapLine[];
  readonly open: readonly string[];
  readonly set: SetValues;
}): JSX.Element {
  const { box, layout, map, inFocus, near, open, set } = props;
  const whole = box.whole === undefined ? undefined : map.nodes[box.whole];
  const isOpen = open.includes(box.title) && box.type === "namespace";
  const isDim = (node: number | undefined): boolean =>
    inFocus.size > 0 &&
    node !== undefined &&
    !inFocus.has(node) &&
    !near.some(({ from, to }) => from === node || to === node);
  const toggled = isOpen ? open.filter((name) => name !== box.title) : [...open, box.title];
  const isAllDim = [...box.inside, ...(box.whole === undefined ? [] : [box.whole])].every(isDim);
  return (
    <section
      class={`box ${box.type}${isAllDim ? " dim" : ""}`}
      style={{ left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px`, height: `${box.height}px` }}
      aria-label={visibleText(box.title)}
    >
      <div class="box-head">
        <button
          type="button"
          class="title"
          aria-pressed={box.whole !== undefined && inFocus.has(box.whole)}
          onClick={() => set({ focus: box.title })}
        >
          <Name text={box.type === "addresses" ? briefAddresses(box.title) : box.title} short />
        </button>
        {box.type === "namespace" && (
          <button
            type="button"
            class="toggle"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? "Close" : "Open"} ${visibleText(box.title)}`}
            onClick={() => set({ open: toggled.join("\n") || "\n" })}
          >
            {isOpen ? "Close" : "Open"}
          </button>
        )}
      </div>
      <p class="box-line">
        {box.type === "addresses"
          ? "addresses"
          : whole
            ? countText(whole.size, box.inside.length > 0 ? "other" : "workload")
            : ""}{" "}
        {whole?.isolated && <Padlocks node={whole} />}
      </p>
      {box.inside.map((node) => {
        const place = layout.places[node];
        const own = map.nodes[node];
        if (!place || !own) return null;
        return (
          <button
            key={node}
            type="button"
            class={`node${isDim(node) ? " dim" : ""}`}
            aria-pressed={inFocus.has(node)}
            title={visibleText(own.name)}
            style={{
              left: `${place.x - box.x}px`,
              top: `${place.y - box.y}px`,
              width: `${place.width}px`,
              height: `${place.height}px`,
            }}
            onClick={() => set({ focus: own.name })}
          >
            <Name text={own.shortName} short />
            <Padlocks node={own} />
          </button>
        );
      })}
    </section>
  );
}

function Padlocks({ node: { isolated } }: { readonly node: MapNode }): JSX.Element | null {
  if (!isolated) return null;
  return (
    <span class="padlocks">
      <Padlock direction="ingress" isolated={isolated.ingress} />
      <Padlock direction="egress" isolated={isolated.egress} />
    </span>
  );
}

const mostListed = 100;

/** The same as the lines, for those who do not see them. */
function Connections(props: {
  readonly map: MapAnswer;
  readonly lines: readonly MapLine[];
  readonly focus: string;
}): JSX.Element {
  const { map, lines, focus } = props;
  const focused = map.nodes.find(({ name }) => name === focus);
  const title = focus === "" ? "All connections" : `Connections of ${visibleText(focus)}`;
  return (
    <section class="panel">
      <h2 aria-live="polite">
        {title}
        <span class="hidden">: {lines.length.toLocaleString("en")}</span>
      </h2>
      {focused?.workload != null && (
        <p>
          <a href={routeText({ view: "workloads", values: { workload: String(focused.workload) } })}>
            The page of this workload
          </a>
        </p>
      )}
      {lines.length === 0 && <p>None{map.lines.length === 0 ? ": nothing can connect" : ""}.</p>}
      {lines.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">To</th>
                <th scope="col">Answer</th>
                <th scope="col">Ports</th>
                <th scope="col">Because</th>
              </tr>
            </thead>
            <tbody>
              {lines.slice(0, mostListed).map((line) => (
                <Connection key={`${line.from} ${line.to}`} line={line} nodes={map.nodes} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {lines.length > mostListed && <p class="small">And {(lines.length - mostListed).toLocaleString("en")} more.</p>}
    </section>
  );
}

function Connection({ line, nodes }: { readonly line: MapLine; readonly nodes: readonly MapNode[] }): JSX.Element {
  const [from, to] = [nodes[line.from], nodes[line.to]];
  const canAsk = [from, to].every((node) => node !== undefined && node.type !== "namespace");
  const values = { from: askedName(from), to: askedName(to) };
  return (
    <tr>
      <td>
        <EndName text={from?.name ?? ""} />
      </td>
      <td>
        <EndName text={to?.name ?? ""} />
      </td>
      <td class="nowrap">
        <State state={line.state} />
      </td>
      <td>
        <Ports ports={line.ports ?? noPorts} />
      </td>
      <td>
        {canAsk ? (
          <a href={routeText({ view: "why", values })}>
            why<span class="hidden"> {visibleText(`${values.from} to ${values.to}`)}</span>
          </a>
        ) : (
          ""
        )}
      </td>
    </tr>
  );
}

function askedName(node: MapNode | undefined): string {
  return node?.type === "addresses" ? oneOfBlocks(node.name) : (node?.name ?? "");
}
