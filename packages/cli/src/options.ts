import { cnis, platforms } from "@netpolint/core";
import type { DefaultPolicyName } from "@netpolint/generate";
import { formatNames, formats } from "./reporters/formats.js";

/** The one table of commands and options: what is parsed, what is checked and what `--help` prints all come from it. */
export type CommandName =
  | "lint"
  | "why"
  | "map"
  | "diff"
  | "report"
  | "convert"
  | "test"
  | "generate"
  | "status"
  | "merge-reports"
  | "explain"
  | "rules"
  | "packs"
  | "init"
  | "completions"
  | "help";

/** What a shell offers for a word. */
export type Completion = "file" | "rule" | "pack" | "category" | "command" | "shell";

export const shells = ["bash", "zsh", "fish"] as const;

export interface CommandInfo {
  readonly name: CommandName;
  readonly usage: string;
  readonly summary: string;
  readonly details: readonly string[];
  /** What a shell offers for the words of the command that are no options. */
  readonly completes: readonly Completion[];
}

export interface OptionInfo {
  readonly name: string;
  readonly short?: string;
  /** What help calls the value; left out for a flag. */
  readonly value?: string;
  /** The only values there are; left out: any text. */
  readonly choices?: readonly string[];
  /** A choice may be followed by `=` and a file. */
  readonly takesFile?: true;
  readonly repeatable?: true;
  readonly default?: string;
  /** What a shell offers for the value, where there are no choices. */
  readonly completes?: Completion;
  readonly commands: readonly CommandName[];
  readonly help: string;
}

const tellingCommands: readonly CommandName[] = ["explain", "rules", "packs"];
const askingCommands: readonly CommandName[] = ["lint", "why", "map", "diff", "report", "convert", "test", "generate", "status"];

/** For these `--namespace` says which workloads are meant, too. */
const workloadCommands: readonly CommandName[] = ["generate", "status"];

const settingCommands: readonly CommandName[] = [...askingCommands, "packs"];
/** Those that list rules and packs have those of the configuration's plugins. */
const configuredCommands: readonly CommandName[] = [...settingCommands, "rules", "explain"];

/** `diff` reads two sides, which are written as words. */
const readingCommands: readonly CommandName[] = ["lint", "why", "map", "report", "convert", "test", "generate", "status"];
const everyCommand: readonly CommandName[] = [...askingCommands, ...tellingCommands, "init", "merge-reports", "completions", "help"];

const reportingCommands: readonly CommandName[] = ["lint", "merge-reports"];

/** Written out: nothing of the package that makes them is loaded for help. */
export const presets = [
  "default-deny-ingress",
  "default-deny-egress",
  "allow-all-ingress",
  "allow-all-egress",
  "same-namespace",
  "netobserv",
] as const satisfies readonly (DefaultPolicyName | "netobserv")[];

const endpoints = [
  "An endpoint is one of:",
  "  shop/web                   a workload or pod, where namespace and name are enough to find it",
  "  shop/Deployment/web        the same with its kind",
  "  shop/Service/web           what its ports lead to; as destination only",
  "  shop[app=web,tier=front]   any pod of namespace shop with these labels",
  "  10.0.0.7, 10.0.0.0/8, ::1  an address or a range of addresses",
  "  @apiserver                 the Kubernetes API server",
  "  @node                      a node, but not the one that the pod runs on",
  "  @external                  every address",
  "A port is a number, a range 8000-8080 or the name of a container port, with a protocol where it is not",
  "TCP: 53/udp. `icmp` takes no port. Without a port every port of every protocol is asked about.",
];

export const commands: readonly CommandInfo[] = [
  {
    name: "lint",
    usage: "netpolint [lint] [paths... | -]",
    summary: "Finds the flows that must work and that the NetworkPolicies break.",
    details: [
      "Paths are files, folders, globs in quotes, or - for standard input; the current folder where none is given.",
      "Folders are read with all that is below them: .yaml, .yml, .json, .jsonl and .ndjson files, except in",
      "node_modules, in folders whose names begin with a dot, and what .gitignore or .netpolintignore name. A folder",
      "with kustomization.yaml is rendered by the installed kubectl or kustomize. A path named like a command is",
      "written ./why.",
      "A report with a file, --format sarif=report.sarif, is written there and not printed. On GitHub Actions the",
      "annotations of --format github are printed too, unless a format is given.",
    ],
    completes: ["file"],
  },
  {
    name: "why",
    usage: "netpolint why <from> <to> [port[/protocol]]",
    summary: "Says whether one connection is allowed, and which lines decide.",
    details: endpoints,
    completes: [],
  },
  {
    name: "map",
    usage: "netpolint map [paths... | -]",
    summary: "Lists who can connect to whom, and on which ports.",
    details: [
      "Paths are read as `lint` reads them; the current folder where none is given.",
      "Addresses are put together in ranges that have the same connections; ranges without any are left out.",
      "A pod is not listed as connecting to itself, but replicas of one workload are different pods.",
      "partly: allowed for some pods or address families of the two ends, and for the others not, or not for sure.",
      "undefined: the input, or the API, does not say. `netpolint why <from> <to>` tells what would decide.",
      "The diagrams (dot, mermaid, svg) put workloads with the same connections together where there are many.",
      "An endpoint for --focus is a workload, a pod, a Service, an address or a CIDR, @external, or @apiserver with",
      "--apiserver.",
    ],
    completes: ["file"],
  },
  {
    name: "diff",
    usage: "netpolint diff <base> <head>",
    summary: "Says which connections one set of manifests has and another has not, and which lines decide.",
    details: [
      "A side is a path as `lint` reads it, - for standard input, or a git revision: git:<revision>[:<path>]. The path",
      "begins at the root of the repository, or with ./ at the current folder, which is read where none is given.",
      "The work tree is never touched. A side may also be helm:<chart>, or cluster:[<context>]. A path that begins",
      "like these is written ./git:...",
      "What is not decided on one side is neither gained nor lost. Connections of an endpoint that is on one side only",
      "are listed with it.",
    ],
    completes: ["file"],
  },
  {
    name: "report",
    usage: "netpolint report [paths... | -] -o <file>",
    summary: "Writes one HTML page that shows who can talk to whom, and why.",
    details: [
      "Paths are read as `lint` reads them; the current folder where none is given. The page needs nothing from",
      "elsewhere: it opens from a disk or as an artifact of CI. It holds the YAML of the policies, the names, labels",
      "and addresses of pods, and lines around findings; nothing else of the manifests.",
    ],
    completes: ["file"],
  },
  {
    name: "convert",
    usage: "netpolint convert [paths... | -]",
    summary: "Turns AdminNetworkPolicies and BaselineAdminNetworkPolicies into ClusterNetworkPolicies.",
    details: [
      "Paths are read as `lint` reads them; the current folder where none is given. Nothing that is read is changed.",
      "Each policy is converted only where that is proven to change nothing: its rules decide the same in any cluster,",
      "it comes before and after the same policies, and every connection of the input stays as it is. Give the whole",
      "cluster, so that this can be seen. What cannot be converted is named with the reason.",
    ],
    completes: ["file"],
  },
  {
    name: "test",
    usage: "netpolint test [files...] --in <path>",
    summary: "Checks flows that have to work, and flows that must not, against the manifests.",
    details: [
      "The files hold cases in YAML or JSON; those that the configuration lists are taken where none is given:",
      "  cases:",
      "    - name: The database is for the shop",
      "      allow:",
      "        - shop/web -> shop/db 5432",
      "      deny:",
      "        - anyone -> shop/db 9187",
      "      only:",
      "        - shop/web, shop[app=report] -> shop/db 5432",
      "`allow` has to work, `deny` must not, and `only` must not for anybody else. Ends and ports are written as `why`",
      "takes them; `anyone` is whoever may exist. In the open world `deny` and `only` hold only if no pod that could",
      "exist gets through, whatever its labels.",
    ],
    completes: ["file"],
  },
  {
    name: "generate",
    usage: "netpolint generate --from <source> | --preset <name>",
    summary: "Writes NetworkPolicies from flows that have to work, and proves them.",
    details: [
      "A source is one of:",
      "  packs         what the flow packs in force require; --pack names one",
      "  expectations  the `allow` lines of the expectation files that the configuration lists",
      "  otterize      the ClientIntents of the input",
      "  <file>        an expectation file; ClientIntents, or what Otterize's network mapper prints; records of traffic:",
      "                NetObserv, Hubble, Inspektor Gadget, Calico, Goldmane, AWS VPC CNI or Kubescape",
      "  <folder>, -   files of records; standard input",
      "Each workload gets a policy that isolates it in both directions and allows what is wanted and nothing else. The",
      "policies are printed, or written to --output, a file each. Beside them it is told which flows are not allowed,",
      "and why; what no policy can say, and what to do instead; and what is allowed although nobody wants it.",
    ],
    completes: [],
  },
  {
    name: "status",
    usage: "netpolint status [paths... | -]",
    summary: "Says of each workload whether it has a NetworkPolicy, and whether one can be made.",
    details: [
      "Paths are read as `lint` reads them; the current folder where none is given. A workload has one of:",
      "  Network Policy Applied         a NetworkPolicy selects at least one of its pods",
      "  Missing Runtime Info           none does, and no --from knows its flows",
      "  Network Policy is recommended  none does, and `netpolint generate` can make one of what --from says",
    ],
    completes: ["file"],
  },
  {
    name: "merge-reports",
    usage: "netpolint merge-reports <report...>",
    summary: "Prints what several runs have found, from their JSON, as one report.",
    details: [
      "The reports are those of `lint --format json=<file>`, of the shards of a fleet or of any other runs. A report",
      "that cannot be read, or that a shard has not left, makes the exit code 2.",
    ],
    completes: ["file"],
  },
  {
    name: "explain",
    usage: "netpolint explain <rule> | <pack> [row]",
    summary: "Prints the page of a rule or flow pack, or a row of a pack.",
    details: [],
    completes: ["rule", "pack"],
  },
  {
    name: "rules",
    usage: "netpolint rules [category...]",
    summary: "Lists the rules.",
    details: [],
    completes: ["category"],
  },
  {
    name: "packs",
    usage: "netpolint packs [pack]",
    summary: "Lists the flow packs, or the parameters and rows of one.",
    details: [],
    completes: ["pack"],
  },
  {
    name: "init",
    usage: "netpolint init",
    summary: "Writes a configuration, a GitHub workflow and a pre-commit hook.",
    details: [
      "On a terminal it asks about each file; elsewhere, and with --yes, it writes all of them. A file that is there is",
      "never changed: what it lacks is printed.",
    ],
    completes: [],
  },
  {
    name: "completions",
    usage: "netpolint completions <bash|zsh|fish>",
    summary: "Prints a script that completes commands and options in a shell.",
    details: [
      "bash: put `source <(netpolint completions bash)` into ~/.bashrc.",
      "zsh: put `source <(netpolint completions zsh)` into ~/.zshrc, below compinit.",
      "fish: `netpolint completions fish > ~/.config/fish/completions/netpolint.fish`.",
    ],
    completes: ["shell"],
  },
  {
    name: "help",
    usage: "netpolint help [command]",
    summary: "Prints this text, or what there is to know about a command.",
    details: [],
    completes: ["command"],
  },
];

function formatList(): string {
  return formats.map(({ name, summary }) => `${name} (${summary})`).join(", ");
}

export const options: readonly OptionInfo[] = [
  {
    name: "format",
    short: "f",
    value: "name[=file]",
    choices: formatNames,
    takesFile: true,
    repeatable: true,
    default: "stylish",
    commands: reportingCommands,
    help: `How to report, and where to: ${formatList()}.`,
  },
  {
    name: "output-file",
    short: "o",
    value: "file",
    completes: "file",
    commands: reportingCommands,
    help: "Writes the report there instead of printing it, as --format <name>=<file> does for one of several.",
  },
  {
    name: "output-file",
    short: "o",
    value: "file",
    completes: "file",
    commands: ["report"],
    help: "Where the page is written; left out, it is printed.",
  },
  {
    name: "base",
    value: "side",
    completes: "file",
    commands: ["report"],
    help: "What to compare with, as `diff` takes a side: a path, git:<revision>[:<path>], helm:<chart>.",
  },
  {
    name: "suggested",
    value: "path",
    repeatable: true,
    completes: "file",
    commands: ["report"],
    help: "NetworkPolicies to show beside those of the input. Left out, those that the input lacks are worked out.",
  },
  {
    name: "pack",
    value: "id",
    repeatable: true,
    completes: "pack",
    commands: ["lint", "report"],
    help: "Checks this flow pack only; left out, each whose subject is in the input.",
  },
  {
    name: "pack",
    value: "id",
    repeatable: true,
    completes: "pack",
    commands: workloadCommands,
    help: "With --from packs: this flow pack only; left out, each whose subject is in the input.",
  },
  {
    name: "allow-undecided",
    commands: ["lint", "test", "generate", "merge-reports"],
    help: "Does not fail where it cannot be decided whether a flow that must work does, or a line holds.",
  },
  {
    name: "max-warnings",
    value: "number",
    commands: reportingCommands,
    help: "Fails where there are more warnings than this.",
  },
  {
    name: "fail-on",
    value: "severity",
    choices: ["error", "warning", "never"],
    default: "error",
    commands: reportingCommands,
    help: "The mildest severity of which one finding fails the run; never: only trouble with the input does.",
  },
  { name: "exit-zero", commands: reportingCommands, help: "The same as --fail-on never." },
  {
    name: "quiet",
    short: "q",
    commands: reportingCommands,
    help: "Shows errors only. Warnings count for the exit code all the same.",
  },
  {
    name: "files-from",
    value: "list",
    completes: "file",
    commands: ["lint"],
    help: "Reads the paths that this file lists too: a line each, or with NUL behind each. - is standard input.",
  },
  {
    name: "stdin-filename",
    value: "path",
    completes: "file",
    commands: ["lint"],
    help: "The path that - goes by. Where the input has a file of this path, - takes its place.",
  },
  {
    name: "shard",
    value: "part/parts",
    commands: ["lint"],
    help: "Takes each path for a cluster of its own, and analyses every so many of them, such as 1/3: never a part of one.",
  },
  { name: "stats", commands: ["lint"], help: "Says how long each part of the work and each rule took; JSON has it too." },
  {
    name: "cache",
    commands: ["lint"],
    help: "Keeps the report, and analyses nothing where every file and every setting is as it was.",
  },
  {
    name: "watch",
    commands: ["lint"],
    help: "Lints again after every change below the current folder, and reads only what has changed.",
  },
  {
    name: "cache-location",
    value: "path",
    completes: "file",
    commands: ["lint"],
    help: "Where the cache is, or its folder; left out, .netpolintcache in the current one.",
  },
  {
    name: "fix",
    commands: ["lint"],
    help: "Mends what is certain and changes no verdict, in the files; what is read from - is printed instead.",
  },
  { name: "fix-dry-run", commands: ["lint"], help: "The same without writing anything; JSON holds the mended texts." },
  {
    name: "fix-type",
    value: "type",
    choices: ["problem", "suggestion", "directive"],
    repeatable: true,
    commands: ["lint"],
    help: "Mends findings of this type only: what is wrong, what could be better, comments to netpolint.",
  },
  {
    name: "suppress-all",
    commands: ["lint"],
    help: "Lists all that is found in the suppressions file; from then on only what is new is reported.",
  },
  {
    name: "suppress-rule",
    value: "rule",
    repeatable: true,
    completes: "rule",
    commands: ["lint"],
    help: "The same for the findings of this rule.",
  },
  {
    name: "prune-suppressions",
    commands: ["lint"],
    help: "Takes out of the suppressions file what is not found any more.",
  },
  {
    name: "suppressions-location",
    value: "path",
    completes: "file",
    commands: ["lint"],
    help: "Where the suppressions file is, or its folder; left out, netpolint-suppressions.json in the current one.",
  },
  {
    name: "in",
    value: "path",
    repeatable: true,
    default: ".",
    completes: "file",
    commands: ["why", "test", "generate"],
    help: "Where the manifests are: a file, a folder, a glob in quotes, or - for standard input.",
  },
  {
    name: "in",
    value: "path",
    repeatable: true,
    completes: "file",
    commands: ["diff"],
    help: "Compares only this file, folder or glob of both sides, which are folders or revisions then.",
  },
  {
    name: "pack-file",
    value: "file",
    repeatable: true,
    completes: "file",
    commands: settingCommands,
    help: "A flow pack of your own, in YAML; docs/guides/writing-packs.md says how it is written.",
  },
  {
    name: "policy",
    commands: ["packs"],
    help: "Prints the NetworkPolicies that the operator of the software makes.",
  },
  {
    name: "in",
    value: "path",
    repeatable: true,
    completes: "file",
    commands: ["packs"],
    help: "With --policy: manifests whose custom resources say how the software is set up.",
  },
  {
    name: "format",
    short: "f",
    value: "name",
    choices: ["text", "json", "junit"],
    default: "text",
    commands: ["test"],
    help: "Lines for people, JSON for programs, or JUnit's XML.",
  },
  {
    name: "format",
    short: "f",
    value: "name",
    choices: ["text", "json"],
    default: "text",
    commands: ["status"],
    help: "Lines for people, or JSON for programs.",
  },
  {
    name: "format",
    short: "f",
    value: "name",
    choices: ["text", "json"],
    default: "text",
    commands: ["why"],
    help: "Sentences for people, or JSON for programs.",
  },
  {
    name: "format",
    short: "f",
    value: "name",
    choices: ["text", "json", "csv", "md", "dot", "mermaid", "svg", "matrix"],
    default: "text",
    commands: ["map"],
    help: "Lines, JSON or CSV for programs, a Markdown table, a diagram, or a table of sources and destinations.",
  },
  {
    name: "by",
    value: "kind",
    choices: ["workload", "pod", "namespace"],
    default: "workload",
    commands: ["map"],
    help: "What one end of a connection is.",
  },
  {
    name: "focus",
    value: "endpoint",
    commands: ["map"],
    help: "Lists the connections of this endpoint only.",
  },
  {
    name: "direction",
    value: "way",
    choices: ["in", "out"],
    commands: ["map"],
    help: "With --focus: only connections to it (in), or from it (out).",
  },
  {
    name: "port",
    value: "port[/protocol]",
    commands: ["map"],
    help: "Looks at these ports only: a number, a range, or the name of a container port of the destination.",
  },
  {
    name: "only",
    value: "answer",
    choices: ["allowed", "denied", "undefined"],
    commands: ["map"],
    help: "allowed: without what is undefined. denied: what cannot connect, instead. undefined: what is not decided.",
  },
  {
    name: "format",
    short: "f",
    value: "name",
    choices: ["text", "json", "md", "csv", "mermaid"],
    default: "text",
    commands: ["diff"],
    help: "Lines for people, JSON or CSV for programs, a Markdown table, or a diagram of what differs.",
  },
  {
    name: "fail-on-change",
    value: "change",
    choices: ["gained", "lost", "any"],
    commands: ["diff"],
    help: "Exits with 1 where a connection is gained, or may be; lost, or may be; where anything differs.",
  },
  {
    name: "output",
    value: "folder",
    completes: "file",
    commands: ["convert"],
    help: "Writes a file for each policy there instead of printing them. No file that says something else is replaced.",
  },
  {
    name: "from",
    value: "source",
    repeatable: true,
    completes: "file",
    commands: workloadCommands,
    help: "Where the flows come from that have to work: packs, expectations, or a file.",
  },
  {
    name: "workload",
    value: "name",
    repeatable: true,
    commands: workloadCommands,
    help: "This workload only: web, deployment/web, shop/web or shop/Deployment/web.",
  },
  {
    name: "namespace",
    value: "name",
    commands: workloadCommands,
    help: "The workloads of this namespace only; objects that name none belong to it too.",
  },
  { name: "yaml", commands: ["status"], help: "Prints the policies themselves as well; in JSON, their objects." },
  {
    name: "output",
    value: "folder",
    completes: "file",
    commands: ["generate"],
    help: "Writes a file for each policy there instead of printing them: all or none.",
  },
  {
    name: "preset",
    value: "name",
    choices: presets,
    repeatable: true,
    commands: ["generate"],
    help: "A policy for all pods of each namespace, or of --namespace; netobserv: what NetObserv's operator makes.",
  },
  {
    name: "replace",
    commands: ["generate"],
    help: "Takes NetworkPolicies for gone that select nothing but workloads that get a new one.",
  },
  {
    name: "view",
    value: "name",
    choices: ["yaml", "side-by-side", "diff", "tree"],
    default: "yaml",
    commands: ["generate"],
    help: "The policies, or: beside those of now; the connections that change; who may connect to whom, as a tree.",
  },
  {
    name: "force",
    commands: ["generate"],
    help: "With --output: also replaces files that netpolint has not written.",
  },
  {
    name: "style",
    value: "name",
    choices: ["kubernetes", "otterize"],
    default: "kubernetes",
    commands: ["generate"],
    help: "How the policies are written: one for each workload, or as Otterize's operator makes them of ClientIntents.",
  },
  {
    name: "format",
    short: "f",
    value: "name",
    choices: ["text", "json"],
    default: "text",
    commands: ["generate"],
    help: "YAML with lines for people beside it, or everything as JSON.",
  },
  {
    name: "helm",
    value: "chart",
    repeatable: true,
    completes: "file",
    commands: readingCommands,
    help: "Reads a Helm chart, a folder or an archive, through the installed `helm template`.",
  },
  {
    name: "values",
    value: "file",
    repeatable: true,
    completes: "file",
    commands: askingCommands,
    help: "A values file for the charts.",
  },
  {
    name: "set",
    value: "key=value",
    repeatable: true,
    commands: askingCommands,
    help: "A value for the charts, as `helm --set` takes it.",
  },
  {
    name: "release",
    value: "name",
    commands: askingCommands,
    help: "The name of the release that the charts are rendered for; left out, Helm's own `release-name`.",
  },
  {
    name: "cluster",
    commands: readingCommands,
    help: "Reads a cluster instead of files, through the installed `kubectl get`, with --world closed unless given.",
  },
  {
    name: "context",
    value: "name",
    commands: readingCommands,
    help: "With --cluster: the context of the kubeconfig; left out, the current one.",
  },
  {
    name: "format",
    short: "f",
    value: "name",
    choices: ["text", "json"],
    default: "text",
    commands: tellingCommands,
    help: "Text for people, or JSON for programs.",
  },
  {
    name: "yes",
    short: "y",
    commands: ["init"],
    help: "Asks nothing and writes every file that is not there.",
  },
  {
    name: "world",
    value: "name",
    choices: ["open", "closed"],
    default: "open",
    commands: askingCommands,
    help: "open: pods and namespaces that are not in the input may exist. closed: the input is the whole cluster.",
  },
  {
    name: "apiserver",
    value: "cidr",
    repeatable: true,
    commands: settingCommands,
    help: "Addresses of the API server, as policies see them; left out: where the input says that it is reached.",
  },
  {
    name: "platform",
    value: "name",
    choices: platforms,
    commands: settingCommands,
    help: "What a platform does beside the Kubernetes API counts; left out: as the input suggests.",
  },
  {
    name: "channel",
    value: "name",
    choices: ["standard", "experimental"],
    default: "experimental",
    commands: askingCommands,
    help: "Which fields the cluster's definitions of AdminNetworkPolicy and ClusterNetworkPolicy have.",
  },
  {
    name: "kubernetes-version",
    value: "release",
    commands: askingCommands,
    help: "The release of the API server, such as 1.33: what it refuses depends on it.",
  },
  {
    name: "pod-range",
    value: "cidr",
    repeatable: true,
    commands: askingCommands,
    help: "Addresses in which every pod has its own.",
  },
  {
    name: "service-range",
    value: "cidr",
    repeatable: true,
    commands: askingCommands,
    help: "Addresses of the Services themselves.",
  },
  {
    name: "node-range",
    value: "cidr",
    repeatable: true,
    commands: askingCommands,
    help: "Addresses in which every node has its own.",
  },
  {
    name: "dns",
    value: "endpoint[:port]",
    repeatable: true,
    commands: askingCommands,
    help: "Where pods ask for names, on port 53 where none is written; left out: the DNS of the cluster.",
  },
  {
    name: "cni",
    value: "name",
    choices: cnis,
    commands: settingCommands,
    help: "The network plugin that applies NetworkPolicies; left out: the one whose agents are in the input.",
  },
  {
    name: "namespace",
    value: "name",
    commands: askingCommands.filter((name) => !workloadCommands.includes(name)),
    help: "The namespace of objects that name none; left out, `default` is assumed.",
  },
  {
    name: "param",
    value: "pack.name=value",
    repeatable: true,
    commands: settingCommands,
    help: "Sets a parameter of a flow pack.",
  },
  {
    name: "rule",
    value: "id:severity",
    repeatable: true,
    commands: askingCommands,
    help: "Sets the severity of a rule (off, info, warning, error), whatever the configuration says.",
  },
  {
    name: "config",
    value: "file",
    commands: configuredCommands,
    help: "The configuration; left out: netpolint.config.{yaml,json,js,mjs,ts} of this folder or the nearest above.",
  },
  { name: "no-config", commands: configuredCommands, help: "Looks for no configuration." },
  {
    name: "print-config",
    commands: settingCommands,
    help: "Prints the configuration in force, with all that it extends, as JSON.",
  },
  {
    name: "print-environment",
    commands: readingCommands,
    help: "Prints what is known about the cluster and who says so, instead of the answer.",
  },
  { name: "color", commands: everyCommand, help: "Prints colours, also where the output is no terminal." },
  {
    name: "no-color",
    commands: everyCommand,
    help: "Prints no colours. The variables NO_COLOR and FORCE_COLOR work too.",
  },
  { name: "debug", commands: everyCommand, help: "Prints the stack where netpolint itself fails." },
  { name: "help", short: "h", commands: everyCommand, help: "Prints help; after a command, about that command." },
  { name: "version", short: "v", commands: everyCommand, help: "Prints the version." },
];

/** Variables that are heeded. Options come before them. */
export const environment: readonly { readonly name: string; readonly help: string }[] = [
  { name: "NO_COLOR", help: "Anything but nothing: no colours." },
  { name: "FORCE_COLOR", help: "Colours, also where the output is no terminal; `0` or `false`: none. Comes before NO_COLOR." },
  { name: "FORCE_HYPERLINK", help: "Rule ids are links (OSC 8), also where the terminal is not known to make them; `0`: never." },
  { name: "GITHUB_ACTIONS", help: "`true`: findings are annotated too, where no format is given." },
];

export const exitCodes: readonly string[] = [
  "0  lint: nothing that fails the run; why: allowed; map, diff, report, status: unless 1 or 2; convert: all converted",
  "1  lint: an error (--fail-on), more warnings than --max-warnings, or a flow that must work and cannot be decided",
  "   why: any other answer; diff: --fail-on-change; convert: a policy that cannot be converted",
  "   test: a line that does not hold, or cannot be decided; generate: a flow that is wanted and not allowed for sure",
  "2  wrong usage, an internal error, input that could not be read (the rest is still analysed), or nothing to analyse",
  "   or convert",
];
