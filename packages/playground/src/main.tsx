import type { World } from "@netpolint/core";
import type { Overview } from "@netpolint/views";
import { type Ask, readRoute, type Route, routeText, Views } from "@netpolint/views/ui";
import type { EditorView } from "@codemirror/view";
import { type JSX, render } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { openEditor, replaceText, showMarks } from "./editor.js";
import { type Engine, startEngine } from "./engine.js";
import { examples } from "./examples.js";
import { readFragment, shareFragment } from "./share.js";

const root = document.querySelector("#app");
const script = document.querySelector("#engine")?.textContent ?? "";

void start();

async function start(): Promise<void> {
  const shared = await readFragment(location.hash);
  if (shared !== undefined) history.replaceState(null, "", location.pathname);
  if (root) render(<Playground first={shared ?? examples[0]?.text ?? ""} />, root);
}

interface Shown {
  readonly overview: Overview;
  readonly ask: Ask;
}

function Playground({ first }: { readonly first: string }): JSX.Element {
  const [route, setRoute] = useState<Route>(readRoute(location.hash));
  const [world, setWorld] = useState<World>("open");
  const [shown, setShown] = useState<Shown | undefined>(undefined);
  const [status, setStatus] = useState("Starting…");
  const editor = useRef<EditorView | undefined>(undefined);
  const current = useRef({ version: 0, text: first, world });
  const engine = useMemo(() => startShownEngine(current, editor, setShown, setStatus), []);
  const analyze = (change: Partial<{ readonly text: string; readonly world: World }>): void => {
    current.current = { ...current.current, ...change, version: current.current.version + 1 };
    const { version, text, world: own } = current.current;
    engine.analyze(version, text, own);
  };
  useEffect(() => {
    const follow = (): void => void followHash(editor.current, setRoute);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return (
    <>
      <header>
        <p class="brand">netpolint playground</p>
        <Tools
          world={world}
          onWorld={(next) => {
            setWorld(next);
            analyze({ world: next });
          }}
          onExample={(text) => editor.current && replaceText(editor.current, text)}
          onShare={() => void share(current.current.text, setStatus)}
        />
        <p role="status" class="small">
          {status}
        </p>
      </header>
      <div class="panes">
        <section class="editor" aria-label="Editor">
          <EditorPane
            first={first}
            editor={editor}
            onChange={(text) => analyze({ text })}
            onReady={() => analyze({})}
          />
        </section>
        <div class="views">
          {shown ? (
            <Views
              ask={shown.ask}
              overview={shown.overview}
              diff={undefined}
              route={route}
              go={(next) => {
                location.hash = routeText(next);
              }}
            />
          ) : (
            <main>
              <h1>Overview</h1>
              <p>One moment…</p>
            </main>
          )}
        </div>
      </div>
    </>
  );
}

interface Ref<T> {
  current: T;
}

function startShownEngine(
  current: Ref<{ readonly version: number } | null>,
  editor: Ref<EditorView | undefined | null>,
  setShown: (shown: Shown) => void,
  setStatus: (status: string) => void,
): Engine {
  return startEngine(script, {
    onFindings: (version, marks, took) => {
      // The marks of a text that is already another would be in the wrong places.
      if (version !== current.current?.version || !editor.current) return;
      showMarks(editor.current, marks);
      document.documentElement.dataset["took"] = String(took);
      const errors = marks.filter(({ severity }) => severity === "error").length;
      setStatus(`${errors} ${errors === 1 ? "error" : "errors"}, ${marks.length} in all`);
    },
    onOverview: (overview, ask) => setShown({ overview, ask }),
    onFailure: (problem) => setStatus(`netpolint failed: ${problem}`),
  });
}

async function followHash(editor: EditorView | undefined, setRoute: (route: Route) => void): Promise<void> {
  const shared = await readFragment(location.hash);
  if (shared === undefined) {
    setRoute(readRoute(location.hash));
    return;
  }
  history.replaceState(null, "", location.pathname);
  if (editor) replaceText(editor, shared);
}

async function share(text: string, setStatus: (status: string) => void): Promise<void> {
  const address = new URL(await shareFragment(text), location.href).href;
  history.replaceState(null, "", address);
  try {
    await navigator.clipboard.writeText(address);
    setStatus("The address holds the text, and is copied.");
  } catch {
    setStatus("The address of this page holds the text now.");
  }
}

function Tools(props: {
  readonly world: World;
  readonly onWorld: (world: World) => void;
  readonly onExample: (text: string) => void;
  readonly onShare: () => void;
}): JSX.Element {
  return (
    <div class="controls">
      <label class="field">
        <span>Example</span>
        <select
          onChange={(event) => {
            const chosen = examples[Number(event.currentTarget.value)];
            if (chosen) props.onExample(chosen.text);
          }}
        >
          {examples.map(({ title }, index) => (
            <option key={title} value={index}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label class="field narrow">
        <span>World</span>
        <select
          value={props.world}
          onChange={(event) => props.onWorld(event.currentTarget.value === "closed" ? "closed" : "open")}
        >
          <option value="open">open</option>
          <option value="closed">closed</option>
        </select>
      </label>
      <button type="button" onClick={props.onShare}>
        Share
      </button>
    </div>
  );
}

function EditorPane(props: {
  readonly first: string;
  readonly editor: Ref<EditorView | undefined | null>;
  readonly onChange: (text: string) => void;
  readonly onReady: () => void;
}): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const change = useRef(props.onChange);
  change.current = props.onChange;
  useEffect(() => {
    if (!frame.current) return;
    props.editor.current = openEditor(frame.current, props.first, (text) => change.current?.(text));
    // Tests measure what the editor takes for an update.
    Object.assign(frame.current, { editorView: props.editor.current });
    props.onReady();
  }, []);
  return <div class="editor-frame" ref={frame} />;
}
