import type { Note } from "./note.js";

/** The facts for want of which a verdict is `undefined`, each with the file or setting that would decide. */

export function namespaceLabelsUnknown(namespace: string): Note {
  return {
    code: "namespace-labels-unknown",
    about: namespace,
    message: `the labels of namespace \`${namespace}\` are not in the input`,
    settle: `add the manifest of Namespace \`${namespace}\`, or give \`--world closed\` if the input is the whole cluster`,
  };
}

export function podLabelsUnknown(pod: string): Note {
  return {
    code: "pod-labels-unknown",
    about: pod,
    message: `the labels of pod \`${pod}\` are only partly known`,
    settle: `add the manifest that makes \`${pod}\``,
  };
}

export function podAddressUnknown(pod: string): Note {
  return {
    code: "ipblock-vs-pod",
    about: pod,
    message: `an ipBlock is compared with pod \`${pod}\`, whose address is not in the input`,
    settle: "select the pod by its labels instead of by address, or add the pod with its status.podIPs",
  };
}

export function nodeAddressUnknown(node: string): Note {
  return {
    code: "ipblock-vs-node",
    about: node,
    message: `an ipBlock is compared with ${node}, whose address is not in the input`,
    settle: `add the pod with its status.podIPs, or ask for the node's address itself`,
  };
}

export function apiServerUnknown(): Note {
  return {
    code: "apiserver-address-unknown",
    about: "@apiserver",
    message: "an ipBlock is compared with the API server, whose addresses are not known",
    settle: "give its addresses with `--apiserver <cidr>`",
  };
}

export function hostNetworkPeer(pods: string): Note {
  return {
    code: "hostnetwork-peer",
    about: pods,
    message: `a selector would have to match ${pods} in the host network, which most network plugins see as node traffic`,
    settle: "allow the addresses of the nodes with an ipBlock instead of selecting the pods",
  };
}

export function peerUnknown(name: string, settle: string): Note {
  return { code: "peer-unknown", about: name, message: `it is not known where ${name} runs`, settle };
}

export function outsideAddressUnknown(name: string): Note {
  return {
    code: "peer-unknown",
    about: name,
    message: `an ipBlock is compared with \`${name}\`, whose address is not in the input`,
    settle: `give the address of \`${name}\` in place of its name`,
  };
}

export function namedPortUnknown(pod: string): Note {
  return {
    code: "named-port-unresolved",
    about: pod,
    message: `the container ports of pod \`${pod}\` are not in the input`,
    settle: `add the manifest that makes \`${pod}\`, or use the port's number`,
  };
}

export function policyRefused(policy: string, why: string, kind = "NetworkPolicy"): Note {
  return {
    code: "policy-refused",
    about: policy,
    message: `the API server would refuse ${kind} \`${policy}\` (${why}), so what it does is not known`,
    settle: `correct ${kind} \`${policy}\``,
  };
}

export function otherPolicy(kind: string, name: string, group: string): Note {
  return {
    code: "other-policy",
    about: `${kind} ${name}`,
    message: `${kind} \`${name}\` of ${group} may change the answer and is not evaluated`,
    settle: `look at ${kind} \`${name}\` of ${group}`,
  };
}

export function nodeLabelsUnknown(node: string): Note {
  return {
    code: "node-labels-unknown",
    about: node,
    message: `a nodes peer is compared with ${node}, whose labels are not known`,
    settle: "use a networks peer with the addresses of the nodes",
  };
}

export function domainNameUnknown(domainName: string): Note {
  return {
    code: "domain-name-unresolved",
    about: domainName,
    message: `the addresses of domain name \`${domainName}\` are not in the input`,
    settle: `ask for \`${domainName}\` by the address that it resolves to, and use a networks peer`,
  };
}

export function priorityTie(one: string, other: string, priority: number): Note {
  return {
    code: "priority-tie",
    about: `${one} ${other}`,
    message: `\`${one}\` and \`${other}\` have priority ${priority} and do different things to this flow, and the API does not say which of them goes first`,
    settle: "give them different priorities",
  };
}
