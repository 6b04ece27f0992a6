import type { AddressLeaf, PeerBranch, PolicyTree } from "@netpolint/generate";
import { escapeText } from "../reporters/escape-text.js";
import { type Paint, paintWith } from "../reporters/paint.js";

const icons = { outside: "☁", dns: "⌕", server: "★" } as const;

interface Node {
  readonly text: string;
  readonly children: readonly Node[];
}

/** Who may connect to whom once the policies are applied, from each workload down to ports and addresses. */
export function treeText(trees: readonly PolicyTree[], { colour }: { readonly colour: boolean }): string {
  const paint = paintWith(colour);
  const lines = trees.flatMap(({ title, ingress, egress }) => [
    paint("bold", escapeText(title)),
    ...drawn([directionNode("ingress", ingress, paint), directionNode("egress", egress, paint)], ""),
  ]);
  const used = lines.join("\n");
  const legend = [
    [icons.outside, "outside the cluster's pods"],
    [icons.dns, "names are asked for"],
    [icons.server, "a known server"],
  ].filter(([icon = ""]) => used.includes(icon));
  const key = legend.map(([icon, meaning]) => `${icon} ${meaning}`).join("   ");
  return `${[used, ...(key === "" ? [] : [paint("dim", key)])].join("\n\n")}\n`;
}

function directionNode(direction: string, branches: readonly PeerBranch[], paint: Paint): Node {
  if (branches.length === 0) return { text: `${direction}: nobody`, children: [] };
  return { text: direction, children: branches.map((branch) => branchNode(branch, paint)) };
}

function branchNode({ name, kind, ports, isDns, addresses }: PeerBranch, paint: Paint): Node {
  const isServer = addresses.some(({ facts }) => facts.some(({ server }) => server !== undefined));
  const marks = [
    ...(kind === "outside" ? [icons.outside] : []),
    ...(isDns ? [icons.dns] : []),
    ...(isServer ? [icons.server] : []),
  ];
  const mark = marks.length === 0 ? "" : `${marks.join(" ")} `;
  const leaves = addresses.map((leaf) => ({ text: paint("dim", escapeText(leafText(leaf))), children: [] }));
  return { text: `${mark}${escapeText(name)}`, children: [...ports.map((text) => ({ text, children: [] })), ...leaves] };
}

function leafText({ cidr, addressClass, facts }: AddressLeaf): string {
  const kind = addressClass === "mixed" ? "private and public addresses" : classWords[addressClass];
  const known = facts.flatMap(({ names = [], server, original }) => [
    ...names.map((name) => `DNS ${name}`),
    ...(server === undefined ? [] : [`server ${server}`]),
    ...(original === undefined ? [] : [`seen as ${original}`]),
  ]);
  return `${cidr}: ${[kind, ...new Set(known)].join(", ")}`;
}

const classWords: Readonly<Record<Exclude<AddressLeaf["addressClass"], "mixed">, string>> = {
  private: "private",
  loopback: "reserved for loopback",
  "link-local": "link-local",
  multicast: "reserved for multicast",
  documentation: "reserved for documentation",
  reserved: "reserved",
  global: "public",
};

function drawn(nodes: readonly Node[], indent: string): readonly string[] {
  return nodes.flatMap(({ text, children }, at) => {
    const isLast = at === nodes.length - 1;
    return [`${indent}${isLast ? "└─" : "├─"} ${text}`, ...drawn(children, `${indent}${isLast ? "   " : "│  "}`)];
  });
}
