/** The one table of inputs and outputs: action.yml, the documentation and what is accepted all come from it. */
export interface InputInfo {
  readonly name: string;
  readonly default: string;
  /** The only values there are; left out: any text. */
  readonly choices?: readonly string[];
  readonly help: string;
}

export interface OutputInfo {
  readonly name: string;
  readonly help: string;
}

const flag = ["true", "false"] as const;

export const inputs = [
  {
    name: "paths",
    default: ".",
    help: "Files, folders and globs to read, a line each, from the working directory.",
  },
  {
    name: "config",
    default: "",
    help:
      "The configuration. Left out: `netpolint.config.{yaml,json,js,mjs,ts}` of the working directory or " +
      "the nearest above.",
  },
  {
    name: "packs",
    default: "",
    help:
      "Flow packs to check, in lines or with commas between them. Left out: those of the configuration, or " +
      "all that find their software in the input.",
  },
  {
    name: "base",
    default: "",
    help:
      "What to compare with: a commit, branch or tag. Left out: what the event says. A pull request is " +
      "compared with its base branch, a push with what was there before, a merge group with its base.",
  },
  {
    name: "fail-on",
    default: "error",
    choices: ["error", "warning", "never"],
    help:
      "The mildest severity of which one finding fails the step; with `never` only trouble with the input " +
      "does.",
  },
  {
    name: "allow-undecided",
    default: "false",
    choices: flag,
    help: "Whether flows that must work and cannot be decided let the step pass.",
  },
  { name: "annotations", default: "true", choices: flag, help: "Whether findings are shown beside the lines." },
  {
    name: "max-annotations",
    default: "30",
    help:
      "How many annotations there are at most, from 0 to 30. Runners show ten errors, ten warnings and ten " +
      "notices of a step, and fifty of a job.",
  },
  { name: "summary", default: "true", choices: flag, help: "Whether the summary of the job gets a page." },
  { name: "sarif-file", default: "", help: "Where to write SARIF for code scanning, from the working directory." },
  {
    name: "comment",
    default: "false",
    choices: flag,
    help:
      "Whether the pull request gets a comment, which later runs update. It needs `pull-requests: write`.",
  },
  {
    name: "only-changed",
    default: "false",
    choices: flag,
    help:
      "Whether to show and count only findings on changed lines and those that the base does not have. All " +
      "is still analysed.",
  },
  { name: "working-directory", default: ".", help: "The folder to work in, from the workspace." },
  { name: "token", default: "${{ github.token }}", help: "The token that writes the comment. Nothing else uses it." },
] as const satisfies readonly InputInfo[];

export type InputName = (typeof inputs)[number]["name"];

export const outputs = [
  { name: "conclusion", help: "`success` or `failure`, which is what the step ends with." },
  {
    name: "exit-code",
    help: "The exit code of `netpolint lint`: 0, 1 for findings that fail, 2 for trouble with the input.",
  },
  { name: "errors", help: "How many findings are errors." },
  { name: "warnings", help: "How many are warnings." },
  { name: "infos", help: "How many are remarks." },
  { name: "input-problems", help: "How many mistakes kept input from being read." },
  { name: "not-shown", help: "How many findings `only-changed` keeps out of these numbers." },
  { name: "base", help: "The commit that was compared with; empty where there was no comparison." },
  {
    name: "connections-gained",
    help:
      "How many pairs of endpoints gain a connection, of those that both sides have; empty without a " +
      "comparison.",
  },
  { name: "connections-lost", help: "How many lose one." },
  { name: "connections-undecided", help: "How many have one that is not decided on one side." },
  { name: "endpoints-added", help: "How many endpoints only the head has." },
  { name: "endpoints-removed", help: "How many only the base has." },
  { name: "report-json", help: "The path of the whole report as JSON, until the job ends." },
  {
    name: "sarif-file",
    help: "The path of the SARIF file; empty where none was asked for or it could not be written.",
  },
  { name: "comment-url", help: "The address of the comment; empty where there is none." },
] as const satisfies readonly OutputInfo[];

export type OutputName = (typeof outputs)[number]["name"];
