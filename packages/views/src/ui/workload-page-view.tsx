import type { ComponentChildren, JSX } from "preact";
import type { AddressFacts } from "../answers/address-facts.js";
import type { CanvasPeer } from "../answers/canvas.js";
import type { Ask } from "../answers/questions.js";
import type { LinkState } from "../answers/state.js";
import type { ShownPolicy } from "../answers/shown-policy.js";
import type { CanvasSide, SideConnection, SuggestedPolicies, WorkloadPage } from "../answers/workload-page.js";
import { oneOfBlocks } from "./brief-name.js";
import { PolicyYaml } from "./code.js";
import { EndName, Name, Padlock, Panel, Ports, State, Waiting } from "./parts.js";
import { AddFile, Place } from "./place.js";
import { PolicyTree } from "./policy-tree.js";
import { type Go, type Route, routeText } from "./route.js";
import { useAnswer } from "./use-answer.js";
import { visibleText } from "./visible-text.js";

const tabs = [
  ["canvas", "Canvas"],
  ["tree", "Tree"],
  ["yaml", "YAML"],
  ["suggested", "Suggested"],
] as const;

export function WorkloadPageView(props: {
  readonly ask: Ask;
  readonly index: number;
  readonly values: Route["values"];
  readonly go: Go;
}): JSX.Element {
  const { ask, index, values, go } = props;
  const { answer: page, problem } = useAnswer(ask, "workload", index);
  if (!page || page.row.index !== index) return <Waiting problem={problem} />;
  const { tab = "canvas" } = values;
  return (
    <>
      <p>
        <a href={routeText({ view: "workloads", values: {} })}>All workloads</a>
      </p>
      <h2 class="page-title">
        <Name text={page.row.name} />
      </h2>
      <Facts page={page} />
      <div class="tabs" role="group" aria-label="Show as">
        {tabs.map(([name, title]) => (
          <button
            key={name}
            type="button"
            aria-pressed={tab === name}
            onClick={() => go({ view: "workloads", values: { ...values, tab: name } })}
          >
            {title}
          </button>
        ))}
      </div>
      {tab === "canvas" && <Canvas page={page} />}
      {tab === "tree" && <PolicyTree page={page} />}
      {tab === "yaml" && <Yaml policies={page.policies} />}
      {tab === "suggested" && <AskedSuggested key={index} ask={ask} page={page} />}
      <Panel title="Connections">
        <SideConnections title="In" side={page.ingress} own={page.row.name} isIn />
        <SideConnections title="Out" side={page.egress} own={page.row.name} isIn={false} />
      </Panel>
    </>
  );
}

function Facts({ page }: { readonly page: WorkloadPage }): JSX.Element {
  const { row, file, line, labels, labelsComplete, hostNetwork, addresses, namedPorts, services } = page;
  return (
    <Panel title="Facts">
      <dl class="facts">
        <dt>Written in</dt>
        <dd>
          <Place file={file} line={line} />
        </dd>
        <dt>Labels</dt>
        <dd>
          {labels.map(([key, value]) => (
            <span key={key} class="chip">
              <Name text={`${key}=${value}`} />
            </span>
          ))}
          {!labelsComplete && " and perhaps others"}
          {labels.length === 0 && labelsComplete && "none"}
        </dd>
        {hostNetwork && (
          <>
            <dt>Network</dt>
            <dd>the node's own: NetworkPolicies do not isolate it</dd>
          </>
        )}
        {namedPorts.length > 0 && (
          <>
            <dt>Named ports</dt>
            <dd>{visibleText(namedPorts.join(", "))}</dd>
          </>
        )}
        {services.length > 0 && (
          <>
            <dt>Services</dt>
            <dd>
              <Name text={services.join(", ")} />
            </dd>
          </>
        )}
        <dt>Pods</dt>
        <dd>
          {row.pods === 1 && addresses.length === 0 ? "from a template" : row.pods.toLocaleString("en")}
          {addresses.map((facts) => (
            <Address key={facts.text} facts={facts} />
          ))}
        </dd>
      </dl>
    </Panel>
  );
}

/** An address with what is known of it, for all who can read: no tooltip. */
function Address({ facts }: { readonly facts: AddressFacts }): JSX.Element {
  const { text, classes, count, owners } = facts;
  return (
    <details class="address">
      <summary>
        <code>{visibleText(text)}</code> <span class="small">{classes.join(" to ")}</span>
      </summary>
      <p class="small">
        {count === "1" ? "One address" : `${Number(count).toLocaleString("en")} addresses`}.{" "}
        {owners.length === 0
          ? "Nothing in the input has an address in it."
          : visibleText(`In it: ${owners.join(", ")}.`)}
      </p>
    </details>
  );
}

const groups = [
  ["outside", "Outside the cluster", "Any address"],
  ["namespace", "In the namespace", "Any pod"],
  ["cluster", "In the cluster", "Everything in the cluster"],
] as const;

function Canvas({ page }: { readonly page: WorkloadPage }): JSX.Element {
  const { row, ingress, egress } = page;
  return (
    <div class="canvas">
      <Side title="Sources" side={ingress} direction="in" />
      <div class="pods">
        <h3>Pods</h3>
        <p>
          <Name text={row.name} />
        </p>
        <p>
          <Padlock direction="ingress" isolated={ingress.isolated} /> {lockSentence("Ingress", ingress)}
        </p>
        <p>
          <Padlock direction="egress" isolated={egress.isolated} /> {lockSentence("Egress", egress)}
        </p>
        <p>
          {page.labels.map(([key, value]) => (
            <span key={key} class="chip">
              <Name text={`${key}=${value}`} />
            </span>
          ))}
        </p>
      </div>
      <Side title="Destinations" side={egress} direction="out" />
    </div>
  );
}

function lockSentence(direction: string, { isolated }: CanvasSide): string {
  if (isolated === null) return `${direction}: not decided, or in part`;
  return isolated ? `${direction}: denied unless allowed` : `${direction}: all allowed`;
}

function Side(props: {
  readonly title: string;
  readonly side: CanvasSide;
  readonly direction: "in" | "out";
}): JSX.Element {
  const { title, side, direction } = props;
  const anywhere = side.peers.filter(({ group }) => group === "anywhere");
  return (
    <div class={`side ${direction}`}>
      <h3>{title}</h3>
      {anywhere.length > 0 && (
        <Group title="All">
          {anywhere.map((peer, index) => (
            <Peer key={index} peer={peer} />
          ))}
        </Group>
      )}
      {groups.map(([group, name, everybody]) => {
        const state = side.summary[group];
        return (
          <Group key={group} title={name}>
            {state === null ? (
              <p class="small">The input has nobody there.</p>
            ) : (
              <Everybody title={everybody} state={state} />
            )}
            {side.peers
              .filter((peer) => peer.group === group)
              .map((peer, index) => (
                <Peer key={index} peer={peer} />
              ))}
          </Group>
        );
      })}
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <section class="canvas-group">
      <h4>{title}</h4>
      {children}
    </section>
  );
}

/** What comes of all policies together for everybody of a group. */
function Everybody({ title, state }: { readonly title: string; readonly state: LinkState }): JSX.Element {
  return (
    <div class={`card wire ${state}`}>
      <p>
        {title} <State state={state} />
      </p>
    </div>
  );
}

const effectStates = { allows: "allowed", denies: "denied", passes: "partly" } as const;

function Peer({ peer }: { readonly peer: CanvasPeer }): JSX.Element {
  const { title, chips, ports, effect, policy, address } = peer;
  const state = effectStates[effect];
  return (
    <div class={`card wire ${state}`}>
      <p>
        <Name text={title} /> <State state={state} word={effect} />
      </p>
      {chips.map(({ kind, text }) => (
        <span key={kind} class="chip">
          <span class="small">{kind}</span> <Name text={text} />
        </span>
      ))}
      {ports.length === 0 ? (
        <span class="chip port">every port</span>
      ) : (
        ports.map((text) => <PortChip key={text} text={text} />)
      )}
      {address && <Address facts={address} />}
      <p class="small">
        by <Name text={policy} />
      </p>
    </div>
  );
}

function PortChip({ text }: { readonly text: string }): JSX.Element {
  return (
    <span class="chip port">
      <Name text={text} />
    </span>
  );
}

function Yaml(props: { readonly policies: readonly ShownPolicy[]; readonly label?: string }): JSX.Element {
  const { policies, label = "" } = props;
  if (policies.length === 0) return <p>No policy selects it.</p>;
  return (
    <>
      {policies.map((policy) => (
        <PolicyYaml key={`${policy.kind} ${policy.name}`} policy={policy} label={label} />
      ))}
    </>
  );
}

function AskedSuggested({ ask, page }: { readonly ask: Ask; readonly page: WorkloadPage }): JSX.Element {
  const { answer, problem } = useAnswer(ask, "suggested", page.row.index);
  if (answer === null) return <p>Nothing is suggested.</p>;
  return answer ? <Suggested page={page} suggested={answer} /> : <Waiting problem={problem} />;
}

/** Side by side, and what comes of it. */
function Suggested(props: { readonly page: WorkloadPage; readonly suggested: SuggestedPolicies }): JSX.Element {
  const { page, suggested } = props;
  if (suggested.type === "none") return <p>{suggested.because}</p>;
  const { how, madeFrom, policies, changes, remarks } = suggested;
  return (
    <>
      <p>
        <Name text={madeFrom} />
      </p>
      {remarks.map((sentence) => (
        <p key={sentence}>
          <Name text={sentence} />
        </p>
      ))}
      <div class="beside">
        <section>
          <h3>Current</h3>
          <Yaml policies={page.policies} />
        </section>
        <section>
          <h3>{how === "beside" ? "Suggested, beside the current ones" : "Suggested"}</h3>
          {how === "beside" && policies.length === 0 ? (
            <p>{nothingToAdd(page)}</p>
          ) : (
            <Yaml policies={policies} label="Suggested " />
          )}
          {how === "beside" &&
            policies.map(({ file, text }) =>
              text === null ? null : <AddFile key={file} file={file} text={`${text.lines.join("\n")}\n`} />,
            )}
        </section>
      </div>
      <Panel title="What would change">
        <p class="small">{howWords[how]}</p>
        {changes.length === 0 && <p>Nothing.</p>}
        <ul class="connections">
          {changes.slice(0, mostListed).map(({ direction, name, before, after }) => (
            <li key={`${direction} ${name}`}>
              {direction === "ingress" ? "from" : "to"} <Name text={name} />: <State state={before.state} />{" "}
              <Ports ports={before.ports} /> → <State state={after.state} /> <Ports ports={after.ports} />
            </li>
          ))}
        </ul>
        {changes.length > mostListed && (
          <p class="small">And {(changes.length - mostListed).toLocaleString("en")} more.</p>
        )}
      </Panel>
    </>
  );
}

const howWords = {
  beside: "With all that is suggested, for this workload and for the others, added to the policies of the input.",
  instead: "With the suggested policies in the place of all NetworkPolicies of the input.",
} as const;

function nothingToAdd({ hostNetwork, row: { isolated } }: WorkloadPage): string {
  const isClosed = isolated.ingress === true && isolated.egress === true;
  if (hostNetwork || !isClosed) return "Nothing.";
  return "Nothing: its policies isolate it in both directions, and allow what is known to be needed.";
}

const mostListed = 60;

function SideConnections(props: {
  readonly title: string;
  readonly side: CanvasSide;
  readonly own: string;
  readonly isIn: boolean;
}): JSX.Element {
  const { title, side, own, isIn } = props;
  const { connections } = side;
  return (
    <>
      <h3>{title}</h3>
      {connections.length === 0 && <p>Nothing.</p>}
      <ul class="connections">
        {connections.slice(0, mostListed).map((connection) => (
          <li key={connection.name}>
            <State state={connection.state} /> <End connection={connection} own={own} isIn={isIn} />{" "}
            <Ports ports={connection.ports} />
          </li>
        ))}
      </ul>
      {connections.length > mostListed && <p class="small">And {connections.length - mostListed} more.</p>}
    </>
  );
}

function End(props: {
  readonly connection: SideConnection;
  readonly own: string;
  readonly isIn: boolean;
}): JSX.Element {
  const {
    connection: { name, workload, group },
    own,
    isIn,
  } = props;
  const isOne = workload !== null || group === "outside";
  const asked = group === "outside" ? oneOfBlocks(name) : name;
  const ends = isIn ? { from: asked, to: own } : { from: own, to: asked };
  const shown = group === "cluster" && workload === null ? `namespace ${name}` : name;
  if (!isOne) return <EndName text={shown} />;
  if (asked !== name) {
    return (
      <>
        <EndName text={shown} /> <a href={routeText({ view: "why", values: ends })}>why</a>
      </>
    );
  }
  return (
    <a href={routeText({ view: "why", values: ends })}>
      <Name text={shown} />
    </a>
  );
}
