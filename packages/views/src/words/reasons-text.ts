import type { ReasonCode } from "@netpolint/core";

/** Why a part of a policy matched or not, for people. A code without a sentence does not compile. */
export const reasonsText = {
  matched: "This matches.",
  "no-rules": "The policy has no rule for this direction, so it allows nothing.",
  refused: "The API server would refuse this policy, so what it does is not known.",
  "peer-labels": "The labels of the other end do not match the podSelector.",
  "peer-namespace": "The other end is in a namespace that this does not select.",
  "peer-not-a-pod": "The other end is not a pod, and selectors match pods only.",
  "address-outside-block": "The address of the other end is outside the ipBlock.",
  "address-in-except": "The address of the other end is excepted from the ipBlock.",
  "address-family": "The ipBlock is of the other address family.",
  "address-unknown": "It is not known whether the address of the other end is in the ipBlock.",
  "labels-unknown": "Not all labels are known that the selector asks for.",
  "hostnetwork-peer": "The other end is in the host network, where a selector may or may not match it.",
  "peer-unknown": "It is not known what is at the other end.",
  protocol: "The port is for another protocol.",
  port: "The port is another.",
  "named-port": "No container of the destination declares a port of this name and protocol.",
  "named-port-unknown": "The ports of the destination's containers are not known.",
  "peer-not-a-node": "The other end is no node.",
  "domain-name": "The other end has another name, or what the name resolves to is not known.",
  "fail-closed":
    "No field of the peer is known, so it fails closed: Accept matches nothing, Deny and Pass deny everything.",
  "priority-tie":
    "Another policy has this priority and does something else, and the API does not say which goes first.",
  "own-node": "A pod always accepts connections from the node it runs on.",
  "other-policy": "A policy of another kind may apply, and netpolint does not evaluate it.",
} as const satisfies Record<ReasonCode, string>;
