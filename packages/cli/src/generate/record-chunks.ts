import { closeSync, createReadStream, openSync, readSync, statSync } from "node:fs";
import { createGunzip } from "node:zlib";

/** How much is read at once: as much as makes no difference any more. */
const chunkSize = 256 * 1024;

/** A file or a pipe in pieces, so that it may be larger than memory. What gzip has packed is unpacked. */
export function recordChunks(path: string): AsyncIterable<Uint8Array> {
  const bytes = createReadStream(path, { highWaterMark: chunkSize });
  if (!isPacked(path)) return bytes as AsyncIterable<Uint8Array>;
  const unpacked = createGunzip({ chunkSize });
  bytes.on("error", (error) => unpacked.destroy(error));
  return bytes.pipe(unpacked) as AsyncIterable<Uint8Array>;
}

/** A pipe cannot be looked into without taking something out of it. */
function isPacked(path: string): boolean {
  if (!statSync(path).isFile()) return false;
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc(2);
    readSync(file, start);
    return start[0] === 0x1f && start[1] === 0x8b;
  } finally {
    closeSync(file);
  }
}
