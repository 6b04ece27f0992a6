import { homepage } from "../homepage.js";

/** A file that `netpolint init` writes. */
export interface InitialFile {
  /** From the root of the repository for what its services read there, else from the current folder. */
  readonly path: string;
  readonly isOfRepository: boolean;
  /** What it is for: the end of a question. */
  readonly purpose: string;
  readonly text: string;
  /** What a file that is there already lacks, and where it goes; undefined where it needs nothing. */
  readonly addition?: { readonly where: string; readonly text: string };
}

/** `folder` is the current folder from the root of the repository, with `/`; "." where it is the root. */
export function initialFiles(version: string, folder: string): readonly InitialFile[] {
  return [
    {
      path: "netpolint.config.yaml",
      isOfRepository: false,
      purpose: "what is checked",
      text: configuration,
    },
    {
      path: ".github/workflows/netpolint.yaml",
      isOfRepository: true,
      purpose: "a GitHub workflow that checks every push and pull request",
      text: workflow(version, folder),
    },
    {
      path: ".pre-commit-config.yaml",
      isOfRepository: true,
      purpose: "a pre-commit hook",
      text: `repos:\n${hook(version, folder)}`,
      addition: { where: "below `repos`", text: hook(version, folder) },
    },
  ];
}

const configuration = `# Configuration of netpolint: ${homepage}/blob/main/docs/guides/configuration.md
extends:
  - netpolint:recommended

# Severities by rule: off, info, warning or error. \`netpolint rules\` lists the rules.
rules: {}

# What is known about the cluster. The more is known, the less stays undecided.
environment: {}
  # apiServer: [192.0.2.10/32] # from where the API server calls, and where it is reached
  # podRanges: [10.244.0.0/16]
  # nodeRanges: [192.0.2.0/24]
  # cni: cilium

# Files and folders that are not read.
ignores: []
`;

function workflow(version: string, folder: string): string {
  const where = folder === "." ? "" : `        working-directory: ${JSON.stringify(folder)}\n`;
  return `name: netpolint
on:
  push:
  pull_request:
permissions:
  contents: read
jobs:
  netpolint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      # On GitHub Actions netpolint annotates the lines that it reports.
      - run: npx --yes netpolint@${version}
${where}`;
}

/** A local hook: it needs nothing but npm, whose package it installs once. */
function hook(version: string, folder: string): string {
  return `  - repo: local
    hooks:
      - id: netpolint
        name: netpolint
        entry: netpolint
        args: [${JSON.stringify(folder)}]
        language: node
        additional_dependencies: ["netpolint@${version}"]
        # Policies of one file decide about pods of another: all of them are read.
        pass_filenames: false
        types_or: [yaml, json]
`;
}
