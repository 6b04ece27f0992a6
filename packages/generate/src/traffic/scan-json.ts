/** What a stream of JSON that is not one value a line is made of. */
export interface ElementSink {
  /** The text of one element and the line that it begins on. Whether it is JSON has not been looked at. */
  onElement(text: string, line: number): void;
  /** An element that ends in the middle, or is too long to be held. */
  onBroken(line: number, problem: ElementProblem): void;
}

export type ElementProblem = "truncated" | "too-long";

export interface ElementScanner {
  push(text: string): void;
  end(): void;
}

/** Lists that wrap records: Kubernetes lists, Loki's answers, Elasticsearch's, Goldmane's, CloudWatch's. */
const wrappers: ReadonlySet<string> = new Set([
  "items",
  "data.result",
  "streams",
  "hits.hits",
  "flows",
  "events",
  "results",
]);

/** True for the path of a list whose items are records, its keys joined with dots. */
export function isWrapperPath(path: string): boolean {
  return wrappers.has(path);
}

interface Scan {
  readonly sink: ElementSink;
  readonly longest: number;
  line: number;
  /** Whether elements are items of a list, or stand one after the other. */
  inList: boolean;
  /** How many brackets are open around the list of a wrapper; 0 where there is none. */
  wrapped: number;
  /** `{` and `[` that are open within the element, or within the wrapper. */
  open: string[];
  /** `between` elements, in an `element`, or in what a wrapper has `beside` its list. */
  state: "between" | "element" | "beside";
  startLine: number;
  kept: string[];
  keptLength: number;
  inString: boolean;
  escaped: boolean;
  /** The last character that is no space. */
  last: string;
  /** The string that is being read or was read last, where it may be a key of a wrapper. */
  word: string;
  readonly keys: string[];
}

/**
 * Finds the elements of a list, of the list within a known wrapper, or of values that follow each other, in text that
 * comes in pieces. An element that was cut off ends where a line begins with `{` that cannot be there.
 */
export function scanJson(
  sink: ElementSink,
  { longest, line }: { readonly longest: number; readonly line: number },
): ElementScanner {
  const scan: Scan = {
    sink,
    longest,
    line,
    inList: false,
    wrapped: 0,
    open: [],
    state: "between",
    startLine: line,
    kept: [],
    keptLength: 0,
    inString: false,
    escaped: false,
    last: "",
    word: "",
    keys: [],
  };
  let atLineStart = true;
  return {
    push: (text) => {
      let from = 0;
      for (let at = 0; at < text.length; at += 1) {
        if (scan.inString && !scan.escaped && !mayHoldKeys(scan)) {
          const end = endOfPlain(text, at);
          if (end > at) atLineStart = false;
          if (end === text.length) break;
          at = end;
        }
        const character = text.charAt(at);
        const wasLineStart = atLineStart;
        atLineStart = character === "\n";
        if (scan.inString) {
          if (atLineStart) {
            giveUp(scan, "truncated");
            from = at + 1;
            scan.line += 1;
          } else inString(scan, character);
          continue;
        }
        if (atLineStart) scan.line += 1;
        if (scan.state === "element" && wasLineStart && character === "{" && !mayOpen(scan)) {
          giveUp(scan, "truncated");
          from = at;
        }
        if (scan.state === "between") {
          if (begin(scan, character)) from = at;
          continue;
        }
        const ends = outside(scan, character);
        if (!ends) continue;
        finish(scan, text.slice(from, at + 1));
        from = at + 1;
      }
      if (scan.state === "element") keep(scan, text.slice(from));
    },
    end: () => {
      if (scan.state === "element" || scan.wrapped > 0 || scan.inList) giveUp(scan, "truncated");
    },
  };
}

/** Whether a value may begin here: the second of two values without a comma cannot. */
function mayOpen({ open, last }: Scan): boolean {
  return last === ":" || (open.at(-1) === "[" && (last === "[" || last === ","));
}

/** Most of a stream stands in strings, of which only these characters say anything. */
const plain = /[^"\\\n]*/y;

function endOfPlain(text: string, at: number): number {
  plain.lastIndex = at;
  plain.test(text);
  return plain.lastIndex;
}

function inString(scan: Scan, character: string): void {
  if (scan.escaped) scan.escaped = false;
  else if (character === "\\") scan.escaped = true;
  else if (character === '"') {
    scan.inString = false;
    scan.last = character;
    return;
  }
  if (mayHoldKeys(scan) && scan.word.length < 16) scan.word += character;
}

/** Only the values that stand alone can be wrappers, and their lists are not deep. */
function mayHoldKeys({ inList, wrapped, state, open }: Scan): boolean {
  return open.length <= 2 && (state === "beside" || (!inList && wrapped === 0));
}

/** True where an element begins with this character. */
function begin(scan: Scan, character: string): boolean {
  switch (character) {
    case "{":
      return start(scan, character);
    case "[":
      if (scan.inList) return start(scan, character);
      scan.inList = true;
      return false;
    case "]":
      leaveList(scan);
      return false;
    case '"':
      scan.inString = true;
      return false;
    default:
      return false;
  }
}

function start(scan: Scan, character: string): true {
  scan.state = "element";
  scan.open = [character];
  scan.startLine = scan.line;
  scan.last = character;
  scan.keys.length = 0;
  return true;
}

function leaveList(scan: Scan): void {
  if (!scan.inList) return;
  scan.inList = false;
  if (scan.wrapped === 0) return;
  scan.state = "beside";
  scan.open = Array.from({ length: scan.wrapped }, () => "{");
  scan.wrapped = 0;
}

/** A character within an element or beside a wrapper's list. True where it ends the element. */
function outside(scan: Scan, character: string): boolean {
  switch (character) {
    case " ":
    case "\t":
    case "\r":
    case "\n":
      return false;
    case '"':
      scan.inString = true;
      scan.word = "";
      return false;
    case ":":
      if (mayHoldKeys(scan)) scan.keys[scan.open.length - 1] = scan.word;
      break;
    case "{":
    case "[":
      if (character === "[" && opensWrapper(scan)) return enterWrapper(scan);
      scan.open.push(character);
      break;
    case "}":
    case "]":
      scan.open.pop();
      if (scan.open.length === 0) return closes(scan);
  }
  scan.last = character;
  return false;
}

function closes(scan: Scan): boolean {
  const isElement = scan.state === "element";
  if (!isElement) scan.state = "between";
  return isElement;
}

function opensWrapper(scan: Scan): boolean {
  if (!mayHoldKeys(scan) || scan.last !== ":" || scan.open.includes("[")) return false;
  return isWrapperPath(scan.keys.slice(0, scan.open.length).join("."));
}

function enterWrapper(scan: Scan): false {
  scan.wrapped = scan.open.length;
  scan.inList = true;
  scan.state = "between";
  forget(scan);
  return false;
}

function keep(scan: Scan, part: string): void {
  scan.keptLength += part.length;
  if (scan.keptLength > scan.longest) scan.kept = [];
  else scan.kept.push(part);
}

function finish(scan: Scan, tail: string): void {
  const { kept, keptLength, startLine } = scan;
  scan.state = "between";
  forget(scan);
  if (keptLength + tail.length > scan.longest) scan.sink.onBroken(startLine, "too-long");
  else scan.sink.onElement(kept.length === 0 ? tail : kept.join("") + tail, startLine);
}

function forget(scan: Scan): void {
  scan.kept = [];
  scan.keptLength = 0;
}

/** What was begun is lost; the next element is looked for from here. */
function giveUp(scan: Scan, problem: ElementProblem): void {
  const line = scan.state === "element" ? scan.startLine : scan.line;
  scan.state = "between";
  scan.inString = false;
  scan.escaped = false;
  forget(scan);
  scan.sink.onBroken(line, problem);
}
