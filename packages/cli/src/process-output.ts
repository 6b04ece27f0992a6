import { fstatSync, writeSync } from "node:fs";
import type { Output } from "./io.js";

/** An output of the process, to which the fate of what is written matters. */
export interface ProcessOutput extends Output {
  /** Whether all that was written has left the process: to end it loses nothing. */
  readonly isWritten: boolean;
}

/** A standard stream of the process: the number of its file, and how Node's stream of it is opened. */
export interface StandardStream {
  readonly fd: number;
  readonly open: () => NodeJS.WriteStream;
  /** Hears why something could not be written; not of readers that have gone away. */
  readonly onError: (error: NodeJS.ErrnoException) => void;
}

/**
 * Files and pipes are written at once, as Node's own streams of them do here; to load those streams takes longer than
 * to write. Terminals, and what the system writes some other time, are left to Node.
 */
export function processOutput(stream: StandardStream): ProcessOutput {
  let opened: NodeJS.WriteStream | undefined;
  let isDirect: boolean | undefined;
  let isClosed = false;
  const fail = (error: NodeJS.ErrnoException): void => {
    isClosed = true;
    // Who reads the output may stop early, as `head` does; that is no failure.
    if (error.code !== "EPIPE") stream.onError(error);
  };
  const direct = (): boolean => (isDirect ??= isWrittenAtOnce(stream.fd));
  const node = (): NodeJS.WriteStream => (opened ??= stream.open().on("error", fail));
  const write = (text: string): void => {
    const bytes = Buffer.from(text);
    const { length, error } = writeAll(stream.fd, bytes);
    if (error === undefined) return;
    if (error.code !== "EAGAIN") return fail(error);
    // The pipe is full, and whoever made it wants nobody to wait for it: Node's stream does so, and from now on.
    isDirect = false;
    node().write(bytes.subarray(length));
  };
  return {
    write: (text) => {
      if (isClosed) return;
      if (direct()) write(text);
      else node().write(text);
    },
    get isTerminal() {
      return !direct() && node().isTTY;
    },
    get columns() {
      return direct() ? undefined : node().columns;
    },
    get isWritten() {
      return opened === undefined;
    },
  };
}

/** Windows writes to pipes while the program goes on. */
function isWrittenAtOnce(fd: number): boolean {
  if (process.platform === "win32") return false;
  try {
    const kind = fstatSync(fd);
    return kind.isFile() || kind.isFIFO() || kind.isSocket();
  } catch {
    return false;
  }
}

/** How much was written, and what was in the way of the rest. */
function writeAll(fd: number, bytes: Uint8Array): { readonly length: number; readonly error?: NodeJS.ErrnoException } {
  let length = 0;
  try {
    while (length < bytes.length) length += writeSync(fd, bytes, length);
    return { length };
  } catch (error) {
    return { length, error: error as NodeJS.ErrnoException };
  }
}
