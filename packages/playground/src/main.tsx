import type { Overview } from "@netpolint/views";
import { type Ask, PlaceOpener, readRoute, type Route, routeText, Views, visibleText } from "@netpolint/views/ui";
import { type JSX, render } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Editor, openEditor } from "./editor.js";
import { type Engine, startEngine } from "./engine.js";
import { examples } from "./examples.js";
import { FileBar } from "./file-bar.js";
import type { EditorMark } from "./messages.js";
import { openDropped, type OpenedFiles } from "./open-files.js";
import { freePath, isUnchanged, openProject, type Project, type ProjectFile, withFile } from "./project.js";
import { canBeShared, readFragment, shareFragment } from "./share.js";
import { Tools } from "./tools.js";

const root = document.querySelector("#app");
const script = document.querySelector("#engine")?.textContent ?? "";

void start();

async function start(): Promise<void> {
  const shared = await readFragment(location.hash);
  if (shared !== undefined) history.replaceState(null, "", location.pathname);
  const [example] = examples;
  const first = shared ?? openProject(example?.title ?? "nothing", example?.files ?? [], "open");
  if (root) render(<Playground first={first} />, root);
}

interface Shown {
  readonly overview: Overview;
  readonly ask: Ask;
}

function Playground({ first }: { readonly first: Project }): JSX.Element {
  const [route, setRoute] = useState<Route>(readRoute(location.hash));
  const [project, setProject] = useState(first);
  const [path, setPath] = useState(first.files[0]?.path ?? "");
  const [marks, setMarks] = useState<readonly EditorMark[]>([]);
  const [shown, setShown] = useState<Shown | undefined>(undefined);
  const [status, setStatus] = useState("Starting…");
  const [notice, setNotice] = useState<Notice | undefined>(undefined);
  const editor = useRef<Editor | undefined>(undefined);
  // What is analysed is the newest state, whoever changes it and before the page is drawn again.
  const now = useRef({ version: 0, project: first });
  const engine = useMemo(() => startShownEngine(now, editor, { setShown, setStatus, setMarks }), []);
  const change = (next: Partial<Project>): Project => {
    const { version, project: before } = now.current ?? { version: 0, project: first };
    const after = { ...before, ...next };
    now.current = { version: version + 1, project: after };
    setProject(after);
    engine.analyze(version + 1, after);
    return after;
  };
  const show = (next: string): void => {
    setPath(next);
    editor.current?.show(next);
  };
  const load = (next: Project, shownPath = next.files[0]?.path ?? ""): void => {
    editor.current?.load(next.files);
    show(shownPath);
    change(next);
  };
  /** With a way back: what somebody typed must not be lost with one press. */
  const replace = (next: Project, text: string): void => {
    setNotice({ text, before: now.current?.project ?? first });
    load(next);
  };
  const open = ({ files, others, problem }: OpenedFiles): void => {
    const left = others === 0 ? "" : ` ${others} ${others === 1 ? "file is" : "files are"} neither YAML nor JSON.`;
    const text = problem ?? `Opened ${files.length} ${files.length === 1 ? "file" : "files"}.${left}`;
    const before = now.current?.project ?? first;
    const [one] = files;
    setNotice({ text, before: one && before });
    if (!one) return;
    // An example that nobody has changed gives way to what somebody has of their own.
    if (isUnchanged(before)) load(openProject("the files as they were opened", files, before.world));
    else load({ ...before, files: files.reduce(withFile, before.files) }, one.path);
  };
  const openPlace = (file: string, line: number, column: number): void => {
    show(file);
    editor.current?.goTo({ line, column });
  };
  useFragments(load, setRoute);
  useDrops(open);
  const paths = project.files.map((file) => file.path).join("\n");
  const add = (own: string, text: string): void => {
    const before = now.current?.project ?? first;
    setNotice({ text: `Added ${visibleText(own)}.`, before });
    load({ ...before, files: withFile(before.files, { path: own, text }) }, own);
  };
  const opener = useMemo(() => ({ files: new Set(paths.split("\n")), open: openPlace, add }), [paths]);
  return (
    <>
      <header>
        <p class="brand">netpolint playground</p>
        <Tools
          project={project}
          onWorld={(world) => change({ world })}
          onExample={({ title, files }) =>
            replace(openProject(title, files, now.current?.project.world ?? "open"), `Opened: ${title}.`)
          }
          onBase={() => {
            const { files } = now.current?.project ?? first;
            change({ base: { title: "the files as they were when “Set as base” was pressed", files } });
            setNotice({ text: "The view Diff compares with the files as they are now." });
          }}
          onShare={() => void share(now.current?.project ?? first).then((text) => setNotice({ text }))}
        />
        <p role="status" class="small">
          {status}
        </p>
        <p role="status" class="small">
          {notice?.text}
        </p>
        {notice?.before && (
          <button
            type="button"
            onClick={() => {
              if (notice.before) load(notice.before);
              setNotice(undefined);
              editor.current?.view.focus();
            }}
          >
            Undo
          </button>
        )}
      </header>
      <div class="panes">
        <section class="editor" aria-label="Editor">
          <FileBar
            files={project.files}
            shown={path}
            counts={countsOf(marks)}
            onShow={show}
            onAdd={() => {
              const file = { path: freePath(project.files), text: "" };
              load({ ...project, files: [...project.files, file] }, file.path);
              editor.current?.view.focus();
            }}
            onRename={(from, to) => {
              editor.current?.rename(from, to);
              setPath(to);
              change({ files: project.files.map((file) => (file.path === from ? { ...file, path: to } : file)) });
            }}
            onDelete={(own) => {
              const files = project.files.filter((file) => file.path !== own);
              replace({ ...project, files }, `Deleted ${visibleText(own)}.`);
            }}
            onOpen={open}
          />
          <EditorPane
            first={first.files}
            editor={editor}
            onChange={(own, text) => {
              const files = now.current?.project.files ?? [];
              change({ files: files.map((file) => (file.path === own ? { path: own, text } : file)) });
              setNotice(undefined);
            }}
            onReady={() => {
              show(path);
              change({});
            }}
          />
        </section>
        <div class="views">
          <PlaceOpener.Provider value={opener}>
            {shown ? (
              <Views
                ask={shown.ask}
                overview={shown.overview}
                diff="asked"
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
          </PlaceOpener.Provider>
        </div>
      </div>
    </>
  );
}

/** What was just done, and how it was before where that can be had back. */
interface Notice {
  readonly text: string;
  readonly before?: Project | undefined;
}

/** A hook's reference may be read before it is set. */
interface Ref<T> {
  current: T | null;
}

interface Setters {
  readonly setShown: (shown: Shown) => void;
  readonly setStatus: (status: string) => void;
  readonly setMarks: (marks: readonly EditorMark[]) => void;
}

function startShownEngine(
  now: Ref<{ readonly version: number }>,
  editor: Ref<Editor | undefined>,
  { setShown, setStatus, setMarks }: Setters,
): Engine {
  return startEngine(script, {
    onFindings: (version, marks, took) => {
      // The marks of texts that are already others would be in the wrong places.
      if (version !== now.current?.version || !editor.current) return;
      editor.current.mark(marks);
      setMarks(marks);
      document.documentElement.dataset["took"] = String(took);
      const errors = marks.filter(({ severity }) => severity === "error").length;
      setStatus(`${errors} ${errors === 1 ? "error" : "errors"}, ${marks.length} in all`);
    },
    onOverview: (overview, ask) => setShown({ overview, ask }),
    onFailure: (problem) => setStatus(`netpolint failed: ${problem}`),
  });
}

function countsOf(marks: readonly EditorMark[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { file } of marks) counts.set(file, (counts.get(file) ?? 0) + 1);
  return counts;
}

/** Addresses that are opened in a page that is there already. */
function useFragments(load: (project: Project) => void, setRoute: (route: Route) => void): void {
  const newest = useRef(load);
  newest.current = load;
  useEffect(() => {
    const follow = async (): Promise<void> => {
      const shared = await readFragment(location.hash);
      if (shared === undefined) return setRoute(readRoute(location.hash));
      history.replaceState(null, "", location.pathname);
      newest.current?.(shared);
    };
    const listen = (): void => void follow();
    addEventListener("hashchange", listen);
    return () => removeEventListener("hashchange", listen);
  }, []);
}

/** Files and folders may be dropped anywhere; the browser would leave the page for them. */
function useDrops(open: (opened: OpenedFiles) => void): void {
  const newest = useRef(open);
  newest.current = open;
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      const { dataTransfer } = event;
      if (!dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.stopPropagation();
      void openDropped(dataTransfer).then((opened) => newest.current?.(opened));
    };
    addEventListener("dragover", over, true);
    addEventListener("drop", drop, true);
    return () => {
      removeEventListener("dragover", over, true);
      removeEventListener("drop", drop, true);
    };
  }, []);
}

/** Answers with what came of it. */
async function share(project: Project): Promise<string> {
  if (!canBeShared(project)) return "Files and base together are more than 2 MB, which is too much for an address.";
  const address = new URL(await shareFragment(project), location.href).href;
  history.replaceState(null, "", address);
  try {
    await navigator.clipboard.writeText(address);
    return "The address holds the files, and is copied.";
  } catch {
    return "The address of this page holds the files now.";
  }
}

function EditorPane(props: {
  readonly first: readonly ProjectFile[];
  readonly editor: Ref<Editor | undefined>;
  readonly onChange: (path: string, text: string) => void;
  readonly onReady: () => void;
}): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const change = useRef(props.onChange);
  change.current = props.onChange;
  useEffect(() => {
    if (!frame.current) return;
    const editor = openEditor(frame.current, (path, text) => change.current?.(path, text));
    props.editor.current = editor;
    editor.load(props.first);
    // Tests measure what the editor takes for an update.
    Object.assign(frame.current, { editorView: editor.view });
    props.onReady();
  }, []);
  return <div class="editor-frame" ref={frame} />;
}
