export const templateAction = /\{\{-?\s/;
export const helmTemplate =
  "This is a Helm template, not a manifest: render it with `helm template` and give netpolint the result.";

/** An action at the start of a line or as a whole value. Quoted ones (alert texts, dashboards) are ordinary strings. */
export function looksLikeHelmTemplate(text: string): boolean {
  if (!text.includes("{{")) return false;
  return /^[ \t]*(?:-[ \t]+)?\{\{/m.test(withoutBlockScalars(text)) || /^[^#"'\n]*:[ \t]+\{\{-?[ \t]/m.test(text);
}

/** Block scalars may hold templates of other programs; they are the indented lines below a `|` or `>`. */
function withoutBlockScalars(text: string): string {
  const kept: string[] = [];
  let scalarIndent = -1;
  for (const line of text.split("\n")) {
    const indent = line.search(/\S/);
    if (scalarIndent >= 0 && (indent === -1 || indent > scalarIndent)) continue;
    scalarIndent = /[:-][ \t]+[|>][-+0-9]*[ \t]*(?:#.*)?\r?$/.test(line) ? indent : -1;
    kept.push(line);
  }
  return kept.join("\n");
}
