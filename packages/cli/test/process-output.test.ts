import { spawnSync } from "node:child_process";
import { closeSync, constants, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { type ProcessOutput, processOutput } from "../src/process-output.js";
import { temporaryFolder } from "./temporary-folder.js";

interface Tried {
  readonly output: ProcessOutput;
  /** What Node's stream was given, once it was opened. */
  readonly streamed: () => string | undefined;
  readonly errors: readonly string[];
}

/** A stand-in for Node's stream of the file, which takes everything. */
function tryOutput(fd: number): Tried {
  const errors: string[] = [];
  let stream: PassThrough | undefined;
  const open = (): NodeJS.WriteStream => (stream = new PassThrough()) as unknown as NodeJS.WriteStream;
  const output = processOutput({ fd, open, onError: ({ code = "" }) => void errors.push(code) });
  return { output, streamed: () => stream && String(stream.read() ?? ""), errors };
}

/** Both ends of a pipe that nobody waits for. */
function pipe(): { readonly reader: number; readonly writer: number } {
  const path = join(temporaryFolder(), "pipe");
  expect(spawnSync("mkfifo", [path]).status).toBe(0);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return { reader, writer: openSync(path, constants.O_WRONLY | constants.O_NONBLOCK) };
}

function readAll(fd: number): Buffer {
  const bytes = Buffer.alloc(1 << 20);
  return bytes.subarray(0, readSync(fd, bytes));
}

it("writes a file without Node's stream", () => {
  const path = join(temporaryFolder(), "out");
  const fd = openSync(path, "w");
  const { output, streamed } = tryOutput(fd);
  output.write("größer ");
  output.write("als\n");
  closeSync(fd);
  expect(readFileSync(path, "utf8")).toBe("größer als\n");
  expect(output).toMatchObject({ isTerminal: false, columns: undefined, isWritten: true });
  expect(streamed()).toBeUndefined();
});

it("leaves to Node's stream what a full pipe does not take, and all that follows", () => {
  const { reader, writer } = pipe();
  const { output, streamed, errors } = tryOutput(writer);
  // Three bytes a character, so that the pipe is full in the middle of one.
  const text = "✖✖✖✖✖✖✖".repeat(30_000);
  output.write(text);
  output.write("end");
  expect(output.isWritten).toBe(false);
  const bytes = Buffer.from(text);
  const first = readAll(reader);
  expect(first.length).toBeGreaterThan(0);
  expect(first.length).toBeLessThan(bytes.length);
  expect(first.equals(bytes.subarray(0, first.length))).toBe(true);
  expect(streamed()).toBe(`${bytes.toString("utf8", first.length)}end`);
  expect(errors).toEqual([]);
});

it("is quiet when the reader goes away, and writes no more", () => {
  const { reader, writer } = pipe();
  const { output, streamed, errors } = tryOutput(writer);
  output.write("first\n");
  expect(String(readAll(reader))).toBe("first\n");
  closeSync(reader);
  output.write("second\n");
  output.write("third\n");
  expect(errors).toEqual([]);
  expect(streamed()).toBeUndefined();
  closeSync(writer);
});

it("says once why nothing can be written", () => {
  const path = join(temporaryFolder({ full: "" }), "full");
  const { output, errors } = tryOutput(openSync(path, "r"));
  output.write("first\n");
  output.write("second\n");
  expect(errors).toEqual(["EBADF"]);
});

it("leaves terminals to Node, which knows how wide they are", () => {
  const { output, streamed } = tryOutput(openSync("/dev/null", "w"));
  output.write("text\n");
  expect(streamed()).toBe("text\n");
  expect(output.isWritten).toBe(false);
});
