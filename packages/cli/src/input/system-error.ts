const words: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission is denied"],
  ["EPERM", "permission is denied"],
  ["ENOENT", "it does not exist, or is a link to what does not exist"],
  ["ELOOP", "it is a link that leads to itself"],
  ["EISDIR", "it is a folder"],
  ["ENOTDIR", "a part of its path is a file"],
  ["EEXIST", "a part of its path is a file"],
  ["ENOSPC", "the disk is full"],
  ["EROFS", "the disk is read-only"],
  ["ENAMETOOLONG", "its name is too long"],
  ["EMFILE", "too many files are open"],
]);

/** Why a file or folder cannot be read, as the end of a sentence. */
export function systemErrorText(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  return words.get(code) ?? code;
}

export function isNoSuchFile(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
