import { type Path, valueAt } from "../source/json-value.js";
import type { SourceDocument } from "../source/source-document.js";
import type { AmbiguousScalars } from "./ambiguous-scalar.js";
import type { Origin } from "./resource.js";

interface OriginFields {
  source: SourceDocument;
  base: Path;
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
  locate(this: OriginInDocument, path: Path) {
    return this.source.locate([...this.base, ...path]);
  },
  valueAt(this: OriginInDocument, path: Path) {
    return valueAt(this.source.value, [...this.base, ...path]);
  },
  holdsAmbiguous(this: OriginInDocument) {
    return this.scalars.holdsAny();
  },
  ambiguousAt(this: OriginInDocument, path: Path) {
    const value = this.valueAt(path);
    return value === undefined ? undefined : this.scalars.find(value, () => this.locate(path));
  },
};

/** The origin of the object at `base` of a document. */
export function originIn(source: SourceDocument, base: Path, scalars: AmbiguousScalars): Origin {
  const origin = Object.create(questions) as OriginInDocument;
  origin.source = source;
  origin.base = base;
  origin.scalars = scalars;
  return origin;
}
