import type { Problem } from "./refusal.js";

const alphanumericEnds = "must start and end with an alphanumeric character";
const dnsLabel = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const dnsSubdomain = `${dnsLabel}(\\.${dnsLabel})*`;
const labelName = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const labelText = `(${labelName})?`;

const none: readonly Problem[] = [];

// Almost every key and value of a cluster fits these, and is not looked at part by part. All are ASCII.
const plainValue = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const plainKey = /^(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
/** The part before the slash may be longer. */
const longestPlainKey = 253;

/** Names of most objects. */
export function dnsSubdomainProblems(text: string): readonly Problem[] {
  return subdomainProblems(text).map((problem) => ({ ...problem, mistake: "invalid-name" }));
}

function subdomainProblems(text: string): readonly Problem[] {
  const rule = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and";
  return [
    ...lengthProblems(text, 253),
    ...patternProblems(text, dnsSubdomain, `${rule} ${alphanumericEnds}`, ["example.com"], {
      plain: "may hold only lower case letters, digits, `-` and `.`, with a letter or digit at both ends of each part",
    }),
  ];
}

/** Names of namespaces. */
export function dnsLabelProblems(text: string): readonly Problem[] {
  return [...lengthProblems(text, 63), ...dnsLabelSyntaxProblems(text)].map((problem) => ({
    ...problem,
    mistake: "invalid-name",
  }));
}

function dnsLabelSyntaxProblems(text: string): readonly Problem[] {
  const isSubdomain = matches(text, dnsSubdomain);
  if (isSubdomain && text.includes(".")) return [{ detail: "must not contain dots", plain: "may not hold dots" }];
  const rule = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and";
  return patternProblems(text, dnsLabel, `${rule} ${alphanumericEnds}`, ["my-name", "123-abc"], {
    plain: "may hold only lower case letters, digits and `-`, with a letter or digit at both ends",
  });
}

/** Keys of labels and, in lower case, of annotations: `name` or `dns.subdomain/name`. */
export function labelKeyProblems(text: string): readonly Problem[] {
  if (text.length <= longestPlainKey && plainKey.test(text)) return none;
  const parts = text.split("/");
  if (parts.length > 2) return [ofLabel(tooManySlashes())];
  const name = parts.at(-1) ?? "";
  const prefix = parts.length === 2 ? parts[0] : undefined;
  return [...(prefix === undefined ? [] : prefixProblems(prefix)), ...labelNameProblems(name)].map(ofLabel);
}

function ofLabel(problem: Problem): Problem {
  return { ...problem, mistake: "invalid-label" };
}

const labelNameRule = `must consist of alphanumeric characters, '-', '_' or '.', and ${alphanumericEnds}`;
const labelNameExamples = ["MyName", "my.name", "123-abc"];
const labelNamePlain = "may hold only letters, digits, `-`, `_` and `.`, with a letter or digit at both ends";

function tooManySlashes(): Problem {
  const rule = `a valid label key ${patternDetail(labelName, labelNameRule, labelNameExamples)}`;
  const detail = `${rule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`;
  return { detail, plain: "may hold at most one `/`, between a DNS subdomain and a name" };
}

function prefixProblems(prefix: string): readonly Problem[] {
  const problems = prefix === "" ? [emptyProblem] : subdomainProblems(prefix);
  return problems.map(({ detail, plain }) => ({
    detail: `prefix part ${detail}`,
    plain: `the part before the \`/\` ${plain}`,
  }));
}

function labelNameProblems(name: string): readonly Problem[] {
  const length = name === "" ? [emptyProblem] : lengthProblems(name, 63);
  const syntax = patternProblems(name, labelName, labelNameRule, labelNameExamples, { plain: labelNamePlain });
  return [...length, ...syntax].map(({ detail, plain }) => ({
    detail: `name part ${detail}`,
    plain: `the name in it ${plain}`,
  }));
}

export function labelValueProblems(text: string): readonly Problem[] {
  if (plainValue.test(text)) return none;
  const rule = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and";
  return [
    ...lengthProblems(text, 63),
    ...patternProblems(text, labelText, `${rule} ${alphanumericEnds}`, ["MyValue", "my_value", "12345"], {
      plain: labelNamePlain,
    }),
  ].map(ofLabel);
}

interface PortNameRule extends Problem {
  readonly broken: (name: string) => boolean;
}

const portNameRules: readonly PortNameRule[] = [
  { broken: (name) => utf8Length(name) > 15, ...lengthProblem(15) },
  {
    broken: (name) => !/^[-a-z0-9]+$/.test(name),
    detail: "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
    plain: "may hold only lower case letters, digits and `-`",
  },
  {
    broken: (name) => !/[a-z]/.test(name),
    detail: "must contain at least one letter (a-z)",
    plain: "needs a lower case letter (a quoted number is a port name, not a number)",
  },
  {
    broken: (name) => name.includes("--"),
    detail: "must not contain consecutive hyphens",
    plain: "may not hold two hyphens in a row",
  },
  {
    broken: (name) => name.startsWith("-") || name.endsWith("-"),
    detail: "must not begin or end with a hyphen",
    plain: "may not begin or end with a hyphen",
  },
];

/** Port names after RFC 6335, lower case only. */
export function portNameProblems(name: string): readonly Problem[] {
  const suggestion = /^[1-9][0-9]{0,4}$/.test(name) ? { suggestion: `port: ${name}` } : {};
  return portNameRules
    .filter(({ broken }) => broken(name))
    .map(({ detail, plain }) => ({ detail, plain, mistake: "invalid-port", ...suggestion }));
}

const emptyProblem: Problem = { detail: "must be non-empty", plain: "may not be empty" };

function lengthProblems(text: string, limit: number): readonly Problem[] {
  // No unit takes more than three bytes.
  return text.length * 3 > limit && utf8Length(text) > limit ? [lengthProblem(limit)] : [];
}

function lengthProblem(limit: number): Problem {
  return { detail: `must be no more than ${limit} bytes`, plain: `may have at most ${limit} bytes` };
}

function patternProblems(
  text: string,
  pattern: string,
  rule: string,
  examples: readonly string[],
  { plain }: Pick<Problem, "plain">,
): readonly Problem[] {
  if (matches(text, pattern)) return [];
  return [{ detail: patternDetail(pattern, rule, examples), plain }];
}

function patternDetail(pattern: string, rule: string, examples: readonly string[]): string {
  const shown = examples.map((example) => `'${example}'`).join(",  or ");
  return `${rule} (e.g. ${shown}, regex used for validation is '${pattern}')`;
}

const compiled = new Map<string, RegExp>();

function matches(text: string, pattern: string): boolean {
  const known = compiled.get(pattern) ?? new RegExp(`^${pattern}$`);
  compiled.set(pattern, known);
  return known.test(text);
}

/** Bytes of the text in UTF-8, which is what the API server counts; half of a surrogate pair counts as U+FFFD. */
export function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) length += utf8LengthOf(character.codePointAt(0) ?? 0);
  return length;
}

function utf8LengthOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
