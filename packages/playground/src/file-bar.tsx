import { visibleText } from "@netpolint/views/ui";
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { openChosen, type OpenedFiles } from "./open-files.js";
import { editorHint } from "./editor.js";
import { type ProjectFile, refusedPath } from "./project.js";

interface FileBarProps {
  readonly files: readonly ProjectFile[];
  /** The path of the file that the editor shows. */
  readonly shown: string;
  /** How many findings each file has, by path. */
  readonly counts: ReadonlyMap<string, number>;
  readonly onShow: (path: string) => void;
  readonly onAdd: () => void;
  readonly onRename: (from: string, to: string) => void;
  readonly onDelete: (path: string) => void;
  readonly onOpen: (opened: OpenedFiles) => void;
}

/** The files of the editor, with what can be done with them. */
export function FileBar(props: FileBarProps): JSX.Element {
  const { files, shown, onAdd, onRename, onDelete, onOpen } = props;
  const [isRenaming, setRenaming] = useState(false);
  const rename = useRef<HTMLButtonElement>(null);
  const wasRenaming = useRef(false);
  useLayoutEffect(() => {
    // Who came here by the keyboard goes on from here.
    if (wasRenaming.current && !isRenaming) rename.current?.focus();
    wasRenaming.current = isRenaming;
  }, [isRenaming]);
  return (
    <div class="file-bar">
      <FileTabs {...props} />
      {isRenaming ? (
        <RenameForm
          files={files}
          path={shown}
          onDone={(path) => {
            setRenaming(false);
            if (path !== shown) onRename(shown, path);
          }}
        />
      ) : (
        <div class="file-tools">
          <button type="button" onClick={onAdd}>
            Add
          </button>
          <button type="button" ref={rename} onClick={() => setRenaming(true)}>
            Rename
          </button>
          <button type="button" disabled={files.length === 1} onClick={() => onDelete(shown)}>
            Delete
          </button>
          <OpenButton title="Open files" onOpen={onOpen} isFolder={false} />
          <OpenButton title="Open folder" onOpen={onOpen} isFolder />
        </div>
      )}
      <p class="small hint" id={editorHint}>
        In the editor Tab indents; Escape, then Tab leaves it. Ctrl-Shift-M lists the findings, F8 goes to the next.
      </p>
    </div>
  );
}

function FileTabs({ files, shown, counts, onShow }: FileBarProps): JSX.Element {
  return (
    <ul class="file-tabs" aria-label="Files">
      {files.map(({ path }) => {
        const count = counts.get(path) ?? 0;
        return (
          <li key={path}>
            <button type="button" aria-pressed={path === shown} onClick={() => onShow(path)}>
              <bdi>{visibleText(path)}</bdi>
              {count > 0 && (
                <span class="badge">
                  {count} <span class="hidden">{count === 1 ? "finding" : "findings"}</span>
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function RenameForm(props: {
  readonly files: readonly ProjectFile[];
  readonly path: string;
  readonly onDone: (path: string) => void;
}): JSX.Element {
  const { files, path, onDone } = props;
  const [name, setName] = useState(path);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const refused = name === path ? undefined : refusedPath(files, name);
  return (
    <form
      class="file-tools"
      onSubmit={(event) => {
        event.preventDefault();
        if (refused === undefined) onDone(name);
      }}
    >
      <label class="field">
        <span class="hidden">New name of {visibleText(path)}</span>
        <input
          type="text"
          ref={input}
          value={name}
          spellcheck={false}
          onInput={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") onDone(path);
          }}
        />
      </label>
      <button type="submit" disabled={refused !== undefined}>
        Rename it
      </button>
      <button type="button" onClick={() => onDone(path)}>
        Cancel
      </button>
      <span role="status">{refused}</span>
    </form>
  );
}

/** A button in front of the browser's own control, which cannot be styled. */
function OpenButton(props: {
  readonly title: string;
  readonly isFolder: boolean;
  readonly onOpen: (opened: OpenedFiles) => void;
}): JSX.Element {
  const { title, isFolder, onOpen } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {title}
      </button>
      <input
        type="file"
        hidden
        multiple
        ref={input}
        {...(isFolder ? { webkitdirectory: true } : { accept: ".yaml,.yml,.json" })}
        onChange={(event) => {
          const { currentTarget } = event;
          void openChosen(currentTarget.files).then((opened) => {
            onOpen(opened);
            // The same file can be chosen again.
            currentTarget.value = "";
          });
        }}
      />
    </>
  );
}
