import type { PolicyAction } from "../resources/cluster-policy.js";
import { allConnections, type ConnectionSetId, type ConnectionSets, noConnections } from "./connection-sets.js";
import { addPair, createPairTable, type PairTable, valueOfPair } from "./interner.js";

/** What a tier may do to the ports of one connection. Interned. */
export type TierStateId = number;

/** Every port that a tier may decide in a way, and those that it may leave to its next rule. */
export interface TierState {
  readonly accept: ConnectionSetId;
  readonly deny: ConnectionSetId;
  readonly pass: ConnectionSetId;
  /** Ports that no rule so far has matched for sure. */
  readonly remaining: ConnectionSetId;
}

export const untouchedTier: TierStateId = 0;

/** A table of states with memoised steps. It only ever grows. */
export interface TierStates {
  stateOf(id: TierStateId): TierState;
  /** The state after one more rule that matches these ports, for sure or perhaps. */
  apply(state: TierStateId, action: PolicyAction, ports: ConnectionSetId, sure: boolean): TierStateId;
  /** The state after policies of one priority, from the states after each of them alone. */
  joinTied(states: readonly TierStateId[]): TierStateId;
  /** The state where it is not known whether the policy selects: it may leave everything as it was. */
  perhaps(before: TierStateId, after: TierStateId): TierStateId;
}

export function createTierStates(connections: ConnectionSets): TierStates {
  const states: TierState[] = [];
  const ids = new Map<string, TierStateId>();
  /** By action and whether the match is sure, then state and ports. */
  const steps = { Accept: twoTables(), Deny: twoTables(), Pass: twoTables() };
  const intern = (state: TierState): TierStateId => {
    const key = `${state.accept} ${state.deny} ${state.pass} ${state.remaining}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, states.length);
    states.push(state);
    return states.length - 1;
  };
  const stateOf = (id: TierStateId): TierState => states[id] as TierState;
  intern({ accept: noConnections, deny: noConnections, pass: noConnections, remaining: allConnections });

  const step = (state: TierState, action: PolicyAction, ports: ConnectionSetId, sure: boolean): TierState => {
    const reached = connections.intersect(state.remaining, ports);
    const remaining = sure ? connections.subtract(state.remaining, ports) : state.remaining;
    const field = ({ Accept: "accept", Deny: "deny", Pass: "pass" } as const)[action];
    return { ...state, remaining, [field]: connections.union(state[field], reached) };
  };
  const join = (a: TierState, b: TierState): TierState => ({
    accept: connections.union(a.accept, b.accept),
    deny: connections.union(a.deny, b.deny),
    pass: connections.union(a.pass, b.pass),
    remaining: connections.intersect(a.remaining, b.remaining),
  });
  return {
    stateOf,
    apply: (state, action, ports, sure) => {
      if (ports === noConnections) return state;
      const table = steps[action][sure ? 1 : 0];
      const known = valueOfPair(table, state, ports);
      if (known !== -1) return known;
      const after = intern(step(stateOf(state), action, ports, sure));
      addPair(table, state, ports, after);
      return after;
    },
    joinTied: (tied) => intern(tied.map(stateOf).reduce(join)),
    perhaps: (before, after) => intern({ ...stateOf(after), remaining: stateOf(before).remaining }),
  };
}

function twoTables(): readonly [PairTable, PairTable] {
  return [createPairTable(), createPairTable()];
}
