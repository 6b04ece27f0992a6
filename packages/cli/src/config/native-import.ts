/** Loads a program by its URL. The bundle has a file of its own for it, since it turns every `import()` into `require`. */
export async function nativeImport(url: string): Promise<Readonly<Record<string, unknown>>> {
  return (await import(url)) as Readonly<Record<string, unknown>>;
}
