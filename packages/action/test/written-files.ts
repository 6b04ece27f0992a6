import { type InputInfo, inputs, outputs } from "../src/interface.js";

/** Where `action.yml` lies, and the bundle as seen from there. */
export const actionFiles = [
  { path: "action.yml", main: "packages/action/dist/index.js" },
  { path: "packages/action/action.yml", main: "dist/index.js" },
] as const;

/** `action.yml`, from the table that the action itself reads. */
export function actionFile(main: string): string {
  const lines = [
    "# Written by `npm run docs` from packages/action/src/interface.ts.",
    "name: netpolint",
    "description: Says who can talk to whom in Kubernetes, whether that is what was meant, and which line to change.",
    "author: netpolint",
    "branding:",
    "  icon: shield",
    "  color: blue",
    "inputs:",
    ...inputs.flatMap((input) => [
      `  ${input.name}:`,
      `    description: ${quoted(helpOf(input))}`,
      "    required: false",
      `    default: ${quoted(input.default)}`,
    ]),
    "outputs:",
    ...outputs.flatMap(({ name, help }) => [`  ${name}:`, `    description: ${quoted(help)}`]),
    "runs:",
    "  using: node24",
    `  main: ${main}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** JSON's strings are YAML's. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function helpOf({ help, choices }: InputInfo): string {
  return choices ? `${help} (${choices.join(", ")})` : help;
}

/** The page with its tables made anew. */
export function actionPage(page: string): string {
  const inputRows = inputs.map((input) => [`\`${input.name}\``, valueText(input), input.help]);
  const outputRows = outputs.map(({ name, help }) => [`\`${name}\``, help]);
  const withInputs = replaceTable(page, "inputs", table(["input", "default", ""], inputRows));
  return replaceTable(withInputs, "outputs", table(["output", ""], outputRows));
}

function valueText(input: InputInfo): string {
  const { default: fallback, choices = [] } = input;
  const others = choices.filter((choice) => choice !== fallback).map((choice) => `\`${choice}\``);
  const own = fallback === "" ? "" : `\`${fallback}\``;
  return others.length === 0 ? own : `${own}, or ${others.join(", ")}`;
}

function replaceTable(page: string, name: string, text: string): string {
  const region = new RegExp(`(<!-- ${name}: [^\\n]* -->\\n)[^]*?(<!-- end of ${name} -->)`);
  if (!region.test(page)) throw new Error(`the page has no place for the table of ${name}`);
  return page.replace(region, (_, start: string, end: string) => `${start}\n${text}\n\n${end}`);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
