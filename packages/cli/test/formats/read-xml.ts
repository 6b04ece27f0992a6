import { SaxesParser } from "saxes";

/** An element as it was read by a parser that refuses what XML 1.0 does not allow. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

export function readXml(text: string): XmlElement {
  const root: XmlElement = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: XmlElement = { name, attributes, children: [], text: "" };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on("text", (part) => void (open.at(-1)!.text += part));
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  return root.children[0]!;
}

/** All elements of the name, wherever they are. */
export function elements(root: XmlElement, name: string): readonly XmlElement[] {
  const below = root.children.flatMap((child) => elements(child, name));
  return root.name === name ? [root, ...below] : below;
}
