import { createContext, type JSX } from "preact";
import { useContext } from "preact/hooks";
import { Name } from "./parts.js";
import { visibleText } from "./visible-text.js";

/** An editor beside the views: the files that it has, how one of them is opened at a place, and how one is added. */
export interface OpensPlaces {
  readonly files: ReadonlySet<string>;
  readonly open: (file: string, line: number, column: number) => void;
  readonly add: (file: string, text: string) => void;
}

export const PlaceOpener = createContext<OpensPlaces | undefined>(undefined);

/** `shop.yaml:3:5`, which opens the file where something can. */
export function Place(props: {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}): JSX.Element {
  const { file, line, column } = props;
  const opener = useContext(PlaceOpener);
  const text = [file, line, ...(column === undefined ? [] : [column])].join(":");
  if (!opener?.files.has(file)) return <Name text={text} />;
  return (
    <button
      type="button"
      class="as-link"
      aria-label={`Show ${visibleText(text)} in the editor`}
      onClick={() => opener.open(file, line, column ?? 1)}
    >
      <Name text={text} />
    </button>
  );
}

/** Takes a text over into the editor; nothing where there is none, or where it has the file. */
export function AddFile({ file, text }: { readonly file: string; readonly text: string }): JSX.Element | null {
  const opener = useContext(PlaceOpener);
  if (!opener || opener.files.has(file)) return null;
  return (
    <button type="button" onClick={() => opener.add(file, text)}>
      Add it to the files
    </button>
  );
}
