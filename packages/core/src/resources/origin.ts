import { type Path, pathBelow, valueAt } from "../source/json-value.js";
import type { SourceDocument } from "../source/source-document.js";
import type { AmbiguousScalars } from "./ambiguous-scalar.js";
import type { Origin } from "./resource.js";

/** Where an object is within its document: the path of the list that it is an item of, or its own where it is none. */
export interface ObjectPlace {
  readonly path: Path;
  readonly item: number | undefined;
}

export function placePath({ path, item }: ObjectPlace): Path {
  return item === undefined ? path : pathBelow(path, item);
}

/** Flat, and the path of the list is that of all its items: a dump is one list of a hundred thousand objects. */
interface OriginFields {
  source: SourceDocument;
  path: Path;
  item: number | undefined;
  scalars: AmbiguousScalars;
}

type OriginInDocument = Omit<Origin, keyof OriginFields> & OriginFields;

function fieldsOf(origin: object): OriginInDocument {
  return origin as OriginInDocument;
}

/** What all origins have in common: there are as many as objects, and functions of their own would outweigh these. */
const questions = {
  get file() {
    return fieldsOf(this).source.file;
  },
  get document() {
    return fieldsOf(this).source.index;
  },
  get base() {
    return placePath(fieldsOf(this));
  },
  get placement() {
    const { source } = fieldsOf(this);
    return source.placement ?? source;
  },
  locate(this: OriginInDocument, path: Path) {
    const { source, item } = this;
    // Asked a hundred thousand times of a dump: no path is made where none is needed.
    if (item !== undefined && source.item && isItem(this)) return source.item.locate(item, path);
    return source.locate(pathInDocument(this, path));
  },
  valueAt(this: OriginInDocument, path: Path) {
    const { source, item } = this;
    if (item !== undefined && source.item && isItem(this)) return source.item.valueAt(item, path);
    return valueAt(source.value, pathInDocument(this, path));
  },
  holdsAmbiguous(this: OriginInDocument) {
    return this.scalars.holdsAny();
  },
  ambiguousAt(this: OriginInDocument, path: Path) {
    const value = this.valueAt(path);
    return value === undefined ? undefined : this.scalars.find(value, () => this.locate(path));
  },
};

/** Whether it is in the list of the document, and not in one within an item of that. */
function isItem({ path }: ObjectPlace): boolean {
  return path.length === 1 && path[0] === "items";
}

function pathInDocument({ path: list, item }: ObjectPlace, path: Path): Path {
  return item === undefined ? [...list, ...path] : [...list, item, ...path];
}

/** The origin of the object at a place of a document. */
export function originIn(source: SourceDocument, { path, item }: ObjectPlace, scalars: AmbiguousScalars): Origin {
  const origin = Object.create(questions) as OriginInDocument;
  origin.source = source;
  origin.path = path;
  origin.item = item;
  origin.scalars = scalars;
  return origin;
}

/** An object of a document that was read anew, with the same value, is written there from now on. */
export function moveOrigin(origin: Origin, source: SourceDocument): void {
  fieldsOf(origin).source = source;
}
