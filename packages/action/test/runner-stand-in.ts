// What a runner makes of the output of a step, written from its documented rules: a line that begins with `::`, after
// white space, is a command if it names one; so is `##[name]` anywhere in a line; `::stop-commands::word` ends that
// until `::word::`. Of each level ten annotations are shown, and of a message 4096 characters.

export interface ShownAnnotation {
  readonly level: "error" | "warning" | "notice";
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

export interface Understood {
  /** What is shown, in order. */
  readonly annotations: readonly ShownAnnotation[];
  /** Annotations over the limits, of which nobody hears. */
  readonly dropped: readonly ShownAnnotation[];
  /** Commands that are none of the above: a group, a mask, an output. */
  readonly otherCommands: readonly string[];
  /** What people read. */
  readonly log: string;
  /** True where commands were stopped and never started again. */
  readonly isStopped: boolean;
}

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const levels = ["error", "warning", "notice"] as const;
const otherNames = new Set([
  "debug",
  "group",
  "endgroup",
  "add-mask",
  "add-matcher",
  "remove-matcher",
  "add-path",
  "set-env",
  "set-output",
  "save-state",
  "echo",
  "internal-set-repo-path",
]);
const shownPerLevel = 10;
const longestMessage = 4096;

export function understand(stdout: string): Understood {
  const all: ShownAnnotation[] = [];
  const otherCommands: string[] = [];
  const log: string[] = [];
  let word: string | undefined;
  for (const line of stdout.split("\n")) {
    if (word !== undefined) {
      if (line.trim() === `::${word}::`) word = undefined;
      else log.push(line);
      continue;
    }
    const command = commandOf(line) ?? oldCommandOf(line);
    const level = levels.find((one) => one === command?.name);
    if (command && level) all.push(normalised(level, command));
    else if (command?.name === "stop-commands") word = command.data;
    else if (command && otherNames.has(command.name)) otherCommands.push(line);
    else log.push(line);
  }
  const kept = levels.flatMap((level) => all.filter((one) => one.level === level).slice(0, shownPerLevel));
  return {
    annotations: all.filter((one) => kept.includes(one)),
    dropped: all.filter((one) => !kept.includes(one)),
    otherCommands,
    log: log.join("\n"),
    isStopped: word !== undefined,
  };
}

function commandOf(line: string): Command | undefined {
  const text = line.trimStart();
  const end = text.startsWith("::") ? text.indexOf("::", 2) : -1;
  if (end === -1) return undefined;
  const [name = "", ...rest] = text.slice(2, end).split(" ");
  const properties = propertiesOf(rest.join(" "), ",", unescapeProperty);
  return { name: name.toLowerCase(), properties, data: unescapeData(text.slice(end + 2)) };
}

function oldCommandOf(line: string): Command | undefined {
  const [, head, data] = /##\[([^\]]+)\](.*)/s.exec(line) ?? [];
  if (head === undefined || data === undefined) return undefined;
  const [name = "", ...rest] = head.split(" ");
  const plain = (text: string): string => text.replaceAll("%3B", ";").replaceAll("%5D", "]");
  return { name: name.toLowerCase(), properties: propertiesOf(rest.join(" "), ";", plain), data: unescapeData(data) };
}

function propertiesOf(text: string, between: string, unescape: (text: string) => string): Command["properties"] {
  const pairs = text.split(between).map((part) => {
    const equals = part.indexOf("=");
    return [part.slice(0, equals).trim(), unescape(part.slice(equals + 1))] as const;
  });
  return Object.fromEntries(pairs.filter(([name, value]) => name !== "" && value !== ""));
}

function unescapeData(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

function unescapeProperty(text: string): string {
  const plain = text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%3A", ":").replaceAll("%2C", ",");
  return plain.replaceAll("%25", "%");
}

/** Columns go without a line, and where the range has several lines; a range that ends before it begins goes whole. */
function normalised(level: ShownAnnotation["level"], { properties, data }: Command): ShownAnnotation {
  const { line, endLine = line, col, endColumn = col, ...rest } = properties;
  const message = data.slice(0, longestMessage);
  if (line === undefined || Number(endLine) < Number(line)) return { level, properties: rest, message };
  const lines = { line, endLine: endLine ?? line };
  const isColumns = col !== undefined && line === endLine && Number(endColumn) >= Number(col);
  const columns = isColumns ? { col, endColumn: endColumn ?? col } : {};
  return { level, properties: { ...rest, ...lines, ...columns }, message };
}
