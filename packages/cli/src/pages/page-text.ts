import { paintWith } from "../reporters/paint.js";

/** A page of Markdown for people: headings and bold words painted, links as their words, code blocks indented. */
export function pageText(markdown: string, colour: boolean): string {
  const paint = paintWith(colour);
  let inCode = false;
  const lines = markdown.split("\n").flatMap((line) => {
    if (line.startsWith("```")) {
      inCode = !inCode;
      return [];
    }
    if (inCode) return [line === "" ? "" : paint("dim", `    ${line}`)];
    const heading = /^#+ (.*)$/.exec(line)?.[1];
    return [heading === undefined ? lineText(line, paint) : paint("bold", heading)];
  });
  return lines.join("\n");
}

function lineText(line: string, paint: ReturnType<typeof paintWith>): string {
  return line
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replace(/\*\*([^*]+)\*\*/g, (_, words: string) => paint("bold", words));
}
