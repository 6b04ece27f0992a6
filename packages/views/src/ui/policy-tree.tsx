import type { JSX } from "preact";
import type { CanvasPeer } from "../answers/canvas.js";
import type { CanvasSide, WorkloadPage } from "../answers/workload-page.js";
import { Name, Padlock, State } from "./parts.js";

/** What policies say as a tree: direction, policy, rule, peer and ports. */
export function PolicyTree({ page }: { readonly page: WorkloadPage }): JSX.Element {
  return (
    <ul class="tree">
      <li>
        <Name text={page.row.name} />
        <ul>
          <DirectionBranch title="Ingress" side={page.ingress} />
          <DirectionBranch title="Egress" side={page.egress} />
        </ul>
      </li>
    </ul>
  );
}

function DirectionBranch({ title, side }: { readonly title: string; readonly side: CanvasSide }): JSX.Element {
  const byPolicy = groupBy(side.peers, ({ policy }) => policy);
  const silent = side.isolatedBy.filter((policy) => !byPolicy.has(policy));
  return (
    <li>
      <Padlock direction={title.toLowerCase()} isolated={side.isolated} /> <strong>{title}</strong>
      {side.isolated === false && side.peers.length === 0 && ": no policy, so all is allowed"}
      <ul>
        {silent.map((policy) => (
          <li key={policy}>
            <Name text={policy} />: allows nothing
          </li>
        ))}
        {[...byPolicy].map(([policy, peers]) => (
          <PolicyBranch key={policy} policy={policy} peers={peers} />
        ))}
      </ul>
    </li>
  );
}

function PolicyBranch({
  policy,
  peers,
}: {
  readonly policy: string;
  readonly peers: readonly CanvasPeer[];
}): JSX.Element {
  const byRule = groupBy(peers, ({ path }) => String(path[2] ?? 0));
  return (
    <li>
      <details open>
        <summary>
          <Name text={policy} />
        </summary>
        <ul>
          {[...byRule].map(([rule, own]) => (
            <li key={rule}>
              rule {Number(rule) + 1}, {own[0] && portsWords(own[0])}
              <ul>
                {own.map((peer, index) => (
                  <PeerLeaf key={index} peer={peer} />
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

function PeerLeaf({ peer: { title, chips, effect, address } }: { readonly peer: CanvasPeer }): JSX.Element {
  const states = { allows: "allowed", denies: "denied", passes: "partly" } as const;
  return (
    <li>
      <State state={states[effect]} word={effect} /> <Name text={title} />{" "}
      {chips.map(({ kind, text }) => (
        <span key={kind} class="chip">
          <span class="small">{kind}</span> <Name text={text} />
        </span>
      ))}
      {address && address.classes.length > 0 && <span class="small">{address.classes.join(" to ")}</span>}
    </li>
  );
}

function portsWords({ ports }: CanvasPeer): JSX.Element {
  return ports.length === 0 ? <>every port:</> : <Name text={`${ports.join(", ")}:`} />;
}

function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const key = keyOf(item);
    const own = groups.get(key);
    if (own) own.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
