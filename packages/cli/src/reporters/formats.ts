import type { Reporter } from "./reporter.js";

export interface ReportFormat {
  readonly name: string;
  /** What help says of it: a noun phrase. */
  readonly summary: string;
  /** True where the text is one document, beside which nothing else may be printed. */
  readonly isDocument: boolean;
  /** True where it shows what rules suggest. */
  readonly showsSuggestions?: true;
  /** A run reads only the reporters that it needs. */
  load(): Promise<Reporter>;
}

/** The one table of output formats of `netpolint lint`. */
export const formats: readonly ReportFormat[] = [
  {
    name: "stylish",
    summary: "a line a finding",
    isDocument: false,
    load: async () => (await import("./stylish.js")).stylish,
  },
  {
    name: "pretty",
    summary: "findings with the lines of the file",
    isDocument: false,
    showsSuggestions: true,
    load: async () => (await import("./pretty.js")).pretty,
  },
  {
    name: "compact",
    summary: "ESLint's lines for editors",
    isDocument: false,
    load: async () => (await import("./compact.js")).compact,
  },
  {
    name: "unix",
    summary: "lines as compilers print them",
    isDocument: false,
    load: async () => (await import("./compact.js")).unix,
  },
  {
    name: "github",
    summary: "annotations of GitHub Actions",
    isDocument: false,
    load: async () => (await import("./github.js")).github,
  },
  {
    name: "markdown",
    summary: "a table for pull requests",
    isDocument: true,
    showsSuggestions: true,
    load: async () => (await import("./markdown.js")).markdown,
  },
  {
    name: "html",
    summary: "one page that needs nothing else",
    isDocument: true,
    showsSuggestions: true,
    load: async () => (await import("./html.js")).html,
  },
  {
    name: "json",
    summary: "everything, for programs",
    isDocument: true,
    showsSuggestions: true,
    load: async () => (await import("./json.js")).json,
  },
  {
    name: "jsonl",
    summary: "the same as JSON lines",
    isDocument: true,
    showsSuggestions: true,
    load: async () => (await import("./jsonl.js")).jsonl,
  },
  {
    name: "sarif",
    summary: "SARIF 2.1.0 for code scanning",
    isDocument: true,
    showsSuggestions: true,
    load: async () => (await import("./sarif.js")).sarif,
  },
  {
    name: "junit",
    summary: "JUnit's XML",
    isDocument: true,
    load: async () => (await import("./junit.js")).junit,
  },
  {
    name: "checkstyle",
    summary: "Checkstyle's XML",
    isDocument: true,
    load: async () => (await import("./checkstyle.js")).checkstyle,
  },
  {
    name: "gitlab",
    summary: "GitLab's code quality report",
    isDocument: true,
    load: async () => (await import("./gitlab.js")).gitlab,
  },
  {
    name: "rdjson",
    summary: "reviewdog's diagnostics",
    isDocument: true,
    load: async () => (await import("./rdjson.js")).rdjson,
  },
];

export const formatNames: readonly string[] = formats.map(({ name }) => name);
