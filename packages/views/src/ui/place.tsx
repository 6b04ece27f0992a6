import { createContext, type JSX } from "preact";
import { useContext } from "preact/hooks";
import { Name } from "./parts.js";
import { visibleText } from "./visible-text.js";

/** Where there is an editor beside the views: the files that it has, and how one of them is opened at a place. */
export interface OpensPlaces {
  readonly files: ReadonlySet<string>;
  readonly open: (file: string, line: number, column: number) => void;
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
      class="link"
      aria-label={`Show ${visibleText(text)} in the editor`}
      onClick={() => opener.open(file, line, column ?? 1)}
    >
      <Name text={text} />
    </button>
  );
}
