/** Points that a verdict depends on and that manifests or the API leave open. The list is closed; codes are stable. */
export type NoteCode =
  | "address-family"
  | "apiserver-address-unknown"
  | "domain-name-unresolved"
  | "hostnetwork-peer"
  | "hostnetwork-subject"
  | "icmp"
  | "ipblock-vs-node"
  | "ipblock-vs-pod"
  | "loopback"
  | "loopback-via-service"
  | "named-port-unresolved"
  | "namespace-labels-unknown"
  | "node-labels-unknown"
  | "other-policy"
  | "own-node-egress"
  | "own-node-ingress"
  | "peer-unknown"
  | "pod-labels-unknown"
  | "policy-refused"
  | "priority-tie"
  | "replies-allowed"
  | "replicas"
  | "service-vip"
  | "snat-possible";

/**
 * A note on a verdict. `settle` says which file or setting would decide; it is there only where the verdict is
 * `undefined` for want of this fact. `about` names the object the fact is about: notes with one code and one `about`
 * are one fact.
 */
export interface Note {
  readonly code: NoteCode;
  readonly about: string;
  readonly message: string;
  readonly settle: string | undefined;
}

/** Each note once, in the order of code and object. */
export function uniqueNotes(notes: readonly Note[]): readonly Note[] {
  if (notes.length < 2) return notes;
  const byKey = new Map<string, Note>();
  for (const note of notes) {
    const key = `${note.code}\n${note.about}`;
    const known = byKey.get(key);
    if (!known || (known.settle === undefined && note.settle !== undefined)) byKey.set(key, note);
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, note]) => note);
}
