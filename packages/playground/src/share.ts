import { openProject, type Project, type ProjectFile } from "./project.js";

/** In front of the data in the address. What is behind the `#` is never sent to a server. */
const prefix = "#files=";

/** A longer text is no playground any more, and an address could unpack to any length. */
const mostBytes = 2_000_000;

const sharedBase = "the files as they were shared";

/** What the address holds; the base only where it differs. */
interface Shared {
  readonly files: readonly ProjectFile[];
  readonly world: "open" | "closed";
  readonly base?: { readonly title: string; readonly files: readonly ProjectFile[] };
}

/** False where nobody could open the address any more. */
export function canBeShared(project: Project): boolean {
  return new Blob([sharedText(project)]).size <= mostBytes;
}

function sharedText({ files, world, base }: Project): string {
  const isBase = JSON.stringify(files) === JSON.stringify(base.files);
  return JSON.stringify((isBase ? { files, world } : { files, world, base }) satisfies Shared);
}

/** The project as a part of an address: compressed, in the letters that addresses may have. */
export async function shareFragment(project: Project): Promise<string> {
  const packed = await bytesOf(new Blob([sharedText(project)]).stream().pipeThrough(new CompressionStream("deflate-raw")));
  const letters = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  return `${prefix}${btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** The project of an address; undefined where it holds none, or none that can be read. */
export async function readFragment(hash: string): Promise<Project | undefined> {
  if (!hash.startsWith(prefix)) return undefined;
  try {
    const letters = atob(hash.slice(prefix.length).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const unpacked = await bytesOf(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
    return projectOf(JSON.parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(unpacked)));
  } catch {
    return undefined;
  }
}

/** Addresses come from anybody: nothing of them is taken on trust. */
function projectOf(value: unknown): Project | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { files, world, base } = value as Partial<Record<keyof Shared, unknown>>;
  const own = filesOf(files);
  if (!own || own.length === 0) return undefined;
  const project = openProject(sharedBase, own, world === "closed" ? "closed" : "open");
  if (typeof base !== "object" || base === null) return project;
  const { title, files: baseFiles } = base as Partial<Record<"title" | "files", unknown>>;
  const others = filesOf(baseFiles);
  return others && typeof title === "string" ? { ...project, base: { title, files: others } } : project;
}

function filesOf(value: unknown): readonly ProjectFile[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const paths = new Set<string>();
  const files = (value as readonly unknown[]).flatMap((one): readonly ProjectFile[] => {
    if (typeof one !== "object" || one === null) return [];
    const { path, text } = one as Partial<Record<keyof ProjectFile, unknown>>;
    if (typeof path !== "string" || typeof text !== "string" || paths.has(path)) return [];
    paths.add(path);
    return [{ path, text }];
  });
  return files.length === value.length ? files : undefined;
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > mostBytes) throw new RangeError("too long");
    chunks.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
