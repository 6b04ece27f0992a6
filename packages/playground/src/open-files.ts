import type { ProjectFile } from "./project.js";

/** What came of files that somebody chose or dropped. */
export interface OpenedFiles {
  readonly files: readonly ProjectFile[];
  /** How many are neither YAML nor JSON. */
  readonly others: number;
  /** Why nothing was opened, as a sentence; undefined where something may have been. */
  readonly problem: string | undefined;
}

/** An editor and a page hold so much with ease. */
const mostBytes = 10_000_000;

interface FoundFile {
  readonly path: string;
  readonly file: File;
}

/** Files of a file input; those of a folder have their path within it. */
export function openChosen(list: FileList | null): Promise<OpenedFiles> {
  const found = [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return readFound(found);
}

/** Files and folders that were dropped on the page. */
export async function openDropped({ items }: DataTransfer): Promise<OpenedFiles> {
  // Entries can be had only before the first wait.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? item.getAsFile() ?? []);
  const found: FoundFile[] = [];
  for (const entry of entries) {
    if (entry instanceof File) found.push({ path: entry.name, file: entry });
    else found.push(...(await filesBelow(entry)));
  }
  return readFound(found);
}

async function filesBelow(entry: FileSystemEntry): Promise<readonly FoundFile[]> {
  const path = entry.fullPath.replace(/^\//, "");
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path, file }];
  }
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const found: FoundFile[] = [];
  for (;;) {
    // A reader answers with a part of the folder at a time, and with nothing at its end.
    const some = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const one of some) found.push(...(await filesBelow(one)));
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

async function readFound(found: readonly FoundFile[]): Promise<OpenedFiles> {
  const isRead = ({ path }: FoundFile): boolean => /\.(?:ya?ml|json)$/i.test(path) && !/(?:^|\/)\.git\//.test(path);
  const wanted = found.filter(isRead).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const others = found.length - wanted.length;
  const size = wanted.reduce((sum, { file }) => sum + file.size, 0);
  if (size > mostBytes) {
    const problem = "These files are more than 10 MB: the command line reads them, netpolint report shows them.";
    return { files: [], others, problem };
  }
  const files = await Promise.all(wanted.map(async ({ path, file }) => ({ path, text: await file.text() })));
  return { files, others, problem: files.length === 0 ? "None of these is a YAML or JSON file." : undefined };
}
