import type { LintRule } from "@netpolint/core";
import { type RuleCases, testRule } from "@netpolint/rules/testing";
import { describe, it } from "vitest";
import { forbiddenField } from "../src/forbidden-field.js";
import { invalidCidr } from "../src/invalid-cidr.js";
import { invalidField } from "../src/invalid-field.js";
import { invalidLabel } from "../src/invalid-label.js";
import { invalidName } from "../src/invalid-name.js";
import { invalidPort } from "../src/invalid-port.js";
import { invalidSelector } from "../src/invalid-selector.js";
import { requiredField } from "../src/required-field.js";
import { tooLong } from "../src/too-long.js";
import { unknownField } from "../src/unknown-field.js";
import { unservedVersion } from "../src/unserved-version.js";
import { unsupportedValue } from "../src/unsupported-value.js";
import { wrongType } from "../src/wrong-type.js";

// Fixtures hold every item of the API server's checklist; these are the words of each rule.

function policy(spec: string, metadata = "name: web, namespace: shop"): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { ${metadata} }\n${spec}`;
}

const cases: readonly (readonly [LintRule, RuleCases])[] = [
  [
    forbiddenField,
    {
      notReported: [
        {
          name: "what is right",
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - from:
        - ipBlock: { cidr: 10.0.0.0/8 }
        - podSelector: {}
`),
        },
      ],
      reported: [
        {
          name: "what is wrong",
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - from:
        - ipBlock: { cidr: 10.0.0.0/8 }
          podSelector: {}
`),
          findings: [
            {
              at: "8:11-8:18",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].from[0]` has both an `ipBlock` and a selector, " +
                "so the API server refuses the object.",
              help:
                "The API server answers: spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock " +
                "and another peer.",
            },
          ],
        },
      ],
    },
  ],
  [
    invalidCidr,
    {
      notReported: [
        {
          name: "what is right",
          settings: { kubernetesVersion: "1.36" },
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - from:
        - ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.1.2.0/24] }
        - ipBlock: { cidr: 2001:0db8::/32 }
`),
        },
      ],
      reported: [
        {
          name: "what is wrong",
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - from:
        - ipBlock: { cidr: 10.0.0.10 }
        - ipBlock:
            cidr: 10.0.0.0/8
            except: [192.168.0.0/16]
`),
          findings: [
            {
              at: "8:28-8:37",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].from[0].ipBlock.cidr` is \"10.0.0.10\", but an " +
                "address needs a prefix length, so the API server refuses the object.",
              help:
                "Did you mean `10.0.0.10/32`? The API server answers: spec.ingress[0].from[0].ipBlock.cidr: " +
                "Invalid value: \"10.0.0.10\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or " +
                "2001:db8::/64).",
            },
            {
              at: "11:22-11:36",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].from[1].ipBlock.except[0]` is " +
                "\"192.168.0.0/16\", but an exception must be inside `cidr` and smaller than it, so the API " +
                "server refuses the object.",
              help:
                "The API server answers: spec.ingress[0].from[1].ipBlock.except[0]: Invalid value: " +
                "\"192.168.0.0/16\": must be a strict subset of `cidr`.",
            },
          ],
        },
        {
          name: "what is refused later",
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - from:
        - ipBlock: { cidr: 10.1.2.3/8 }
`),
          findings: [
            {
              at: "8:28-8:38",
              severity: "warning",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].from[0].ipBlock.cidr` is \"10.1.2.3/8\", but it " +
                "has bits beyond the prefix length, so the API server refuses the object from Kubernetes " +
                "1.36 on.",
              help:
                "Did you mean `10.0.0.0/8`? The API server answers, with StrictIPCIDRValidation on: " +
                "spec.ingress[0].from[0].ipBlock.cidr: Invalid value: \"10.1.2.3/8\": must not have bits set " +
                "beyond the prefix length.",
            },
          ],
        },
        {
          name: "what is refused now",
          settings: { kubernetesVersion: "1.36" },
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - from:
        - ipBlock: { cidr: 10.1.2.3/8 }
`),
          findings: [
            {
              at: "8:28-8:38",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].from[0].ipBlock.cidr` is \"10.1.2.3/8\", but it " +
                "has bits beyond the prefix length, so the API server refuses the object.",
              help:
                "Did you mean `10.0.0.0/8`? The API server answers, with StrictIPCIDRValidation on: " +
                "spec.ingress[0].from[0].ipBlock.cidr: Invalid value: \"10.1.2.3/8\": must not have bits set " +
                "beyond the prefix length.",
            },
          ],
        },
      ],
    },
  ],
  [
    invalidField,
    {
      notReported: [
        {
          name: "what is right",
          manifests: `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: first }
spec:
  tier: Admin
  priority: 1000
  subject: { namespaces: {} }
`,
        },
      ],
      reported: [
        {
          name: "what is wrong",
          manifests: `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: first }
spec:
  tier: Admin
  priority: 1001
  subject: { namespaces: {} }
`,
          findings: [
            {
              at: "6:13-6:17",
              message:
                "ClusterNetworkPolicy `first`: `spec.priority` is 1001, which is not from 0 to 1000, so the " +
                "API server refuses the object.",
              help:
                "The API server answers: spec.priority: Invalid value: 1001: spec.priority in body should be " +
                "less than or equal to 1000.",
            },
          ],
        },
      ],
    },
  ],
  [
    invalidLabel,
    {
      notReported: [
        {
          name: "what is right",
          manifests: policy(`spec:
  podSelector:
    matchLabels:
      app: web-frontend
      example.com/team: ""
`),
        },
      ],
      reported: [
        {
          name: "what is wrong",
          manifests: policy(`spec:
  podSelector:
    matchLabels:
      app: "web frontend"
`),
          findings: [
            {
              at: "7:12-7:26",
              message:
                "NetworkPolicy `shop/web`: `spec.podSelector.matchLabels.app` has the value \"web " +
                "frontend\", but may hold only letters, digits, `-`, `_` and `.`, with a letter or digit at " +
                "both ends, so the API server refuses the object.",
              help:
                "The API server answers: spec.podSelector.matchLabels: Invalid value: \"web frontend\": a " +
                "valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', " +
                "and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or " +
                "'12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?').",
            },
          ],
        },
      ],
    },
  ],
  [
    invalidName,
    {
      notReported: [
        {
          name: "what is right",
          manifests: policy(`spec:
  podSelector: {}
`, "name: allow.web-1, namespace: shop"),
        },
      ],
      reported: [
        {
          name: "what is wrong",
          manifests: policy(`spec:
  podSelector: {}
`, "name: Allow_Web, namespace: shop"),
          findings: [
            {
              at: "3:19-3:28",
              message:
                "NetworkPolicy `shop/Allow_Web`: `metadata.name` is \"Allow_Web\", but may hold only lower " +
                "case letters, digits, `-` and `.`, with a letter or digit at both ends of each part, so the " +
                "API server refuses the object.",
              help:
                "The API server answers: metadata.name: Invalid value: \"Allow_Web\": a lowercase RFC 1123 " +
                "subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start " +
                "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
                "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*').",
            },
          ],
        },
      ],
    },
  ],
  [
    invalidPort,
    {
      notReported: [
        {
          name: "what is right",
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - ports:
        - port: 80
        - port: http
        - { port: 90, endPort: 8080 }
`),
        },
      ],
      reported: [
        {
          name: "a number and a range in quotes, with what is meant",
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - ports:
        - port: "80"
        - port: 9250-9260
`),
          findings: [
            {
              at: "8:17-8:21",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].ports[0].port` is \"80\", but needs a lower case " +
                "letter (a quoted number is a port name, not a number), so the API server refuses the object.",
              suggestions: {
                "Write the number 80": policy(`spec:
  podSelector: {}
  ingress:
    - ports:
        - port: 80
        - port: 9250-9260
`),
              },
            },
            {
              at: "9:17-9:26",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].ports[1].port` is \"9250-9260\", but needs a lower case " +
                "letter (a quoted number is a port name, not a number), so the API server refuses the object.",
              help:
                "A range is `port: 9250` with `endPort: 9260`. The API server answers: spec.ingress[0].ports[1].port: " +
                "Invalid value: \"9250-9260\": must contain at least one letter (a-z).",
              suggestions: {
                "Write `port: 9250` and `endPort: 9260`": policy(`spec:
  podSelector: {}
  ingress:
    - ports:
        - port: "80"
        - port: 9250
          endPort: 9260
`),
              },
            },
          ],
        },
        {
          name: "names that are no numbers, and a range that ends before it begins",
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - ports: [{ port: "0" }, { port: 90-80 }]
`),
          findings: [
            {
              at: "7:23-7:26",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].ports[0].port` is \"0\", but needs a lower case " +
                "letter (a quoted number is a port name, not a number), so the API server refuses the object.",
              suggestions: {},
            },
            {
              at: "7:38-7:43",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].ports[1].port` is \"90-80\", but needs a lower case " +
                "letter (a quoted number is a port name, not a number), so the API server refuses the object.",
              suggestions: {},
            },
          ],
        },
        {
          name: "what is wrong",
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - ports:
        - port: "80"
        - { port: 8080, endPort: 90 }
`),
          findings: [
            {
              at: "8:17-8:21",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].ports[0].port` is \"80\", but needs a lower case " +
                "letter (a quoted number is a port name, not a number), so the API server refuses the " +
                "object.",
              help:
                "Did you mean `port: 80`? The API server answers: spec.ingress[0].ports[0].port: Invalid " +
                "value: \"80\": must contain at least one letter (a-z).",
            },
            {
              at: "9:34-9:36",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].ports[1].endPort` is 90, less than `port`, which " +
                "is 8080, so the API server refuses the object.",
              help:
                "The API server answers: spec.ingress[0].ports[1].endPort: Invalid value: 90: must be " +
                "greater than or equal to `port`.",
            },
          ],
        },
      ],
    },
  ],
  [
    invalidSelector,
    {
      notReported: [
        {
          name: "what is right",
          manifests: policy(`spec:
  podSelector:
    matchExpressions:
      - { key: app, operator: In, values: [web] }
      - { key: tier, operator: Exists }
`),
        },
      ],
      reported: [
        {
          name: "what is wrong",
          manifests: policy(`spec:
  podSelector:
    matchExpressions:
      - { key: app, operator: Equals, values: [web] }
      - { key: tier, operator: In, values: [] }
`),
          findings: [
            {
              at: "7:31-7:37",
              message:
                "NetworkPolicy `shop/web`: `spec.podSelector.matchExpressions[0].operator` is \"Equals\", " +
                "which is not one of In, NotIn, Exists, DoesNotExist, so the API server refuses the object.",
              help:
                "The API server answers: spec.podSelector.matchExpressions[0].operator: Invalid value: " +
                "\"Equals\": not a valid selector operator.",
            },
            {
              at: "8:36-8:42",
              message:
                "NetworkPolicy `shop/web`: `spec.podSelector.matchExpressions[1].values` needs at least one " +
                "value for the operators In and NotIn, so the API server refuses the object.",
              help:
                "The API server answers: spec.podSelector.matchExpressions[1].values: Required value: must " +
                "be specified when `operator` is 'In' or 'NotIn'.",
            },
          ],
        },
      ],
    },
  ],
  [
    requiredField,
    {
      notReported: [
        {
          name: "what is right",
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - from:
        - podSelector: {}
        - ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] }
`),
        },
      ],
      reported: [
        {
          name: "what is wrong",
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - from:
        - podSelector:
        - ipBlock: { except: [10.1.0.0/16] }
`),
          findings: [
            {
              at: "8:11-8:22",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].from[0]` has none of `podSelector`, " +
                "`namespaceSelector` and `ipBlock` (null counts as missing), so the API server refuses the " +
                "object.",
              help:
                "The API server answers: spec.ingress[0].from[0]: Required value: must specify a peer.",
            },
            {
              at: "9:11-9:18",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].from[1].ipBlock.cidr` is missing, so the API " +
                "server refuses the object.",
              help:
                "The API server answers: spec.ingress[0].from[1].ipBlock.cidr: Required value.",
            },
          ],
        },
      ],
    },
  ],
  [
    tooLong,
    {
      notReported: [
        {
          name: "what is right",
          manifests: policy(`spec:
  podSelector: {}
  policyTypes: [Ingress, Ingress]
`),
        },
      ],
      reported: [
        {
          name: "what is wrong",
          manifests: policy(`spec:
  podSelector: {}
  policyTypes: [Ingress, Egress, Ingress]
`),
          findings: [
            {
              at: "6:3-6:14",
              message:
                "NetworkPolicy `shop/web`: `spec.policyTypes` has 3 entries, more than two, so the API " +
                "server refuses the object.",
              help:
                "The API server answers: spec.policyTypes: Invalid value: " +
                "[]networking.PolicyType{\"Ingress\", \"Egress\", \"Ingress\"}: may not specify more than " +
                "two policyTypes.",
            },
          ],
        },
      ],
    },
  ],
  [
    unknownField,
    {
      notReported: [
        {
          name: "what is right",
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - from:
        - namespaceSelector: {}
          podSelector: { matchLabels: { app: web } }
    - from:
        - podSelector: {}
`),
        },
      ],
      reported: [
        {
          name: "what is wrong",
          manifests: policy(`spec:
  podSelector: {}
  ingress:
    - from:
        - namespaceSelector: {}
          matchLabels: { app: web }
    - to:
        - podSelector: {}
`),
          findings: [
            {
              at: "9:11-9:22",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].from[0].matchLabels` is not a field of " +
                "NetworkPolicyPeer (did you mean `podSelector.matchLabels`?), so the API server refuses the " +
                "object.",
              help:
                "Did you mean `podSelector.matchLabels`? The API server answers: strict decoding error: " +
                "unknown field \"spec.ingress[0].from[0].matchLabels\". Without strict field validation the " +
                "field is dropped, and the peer is every pod of every namespace.",
            },
            {
              at: "10:7-10:9",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[1].to` is not a field of NetworkPolicyIngressRule " +
                "(did you mean `from`?), so the API server refuses the object.",
              help:
                "Did you mean `from`? The API server answers: strict decoding error: unknown field " +
                "\"spec.ingress[1].to\". Without strict field validation the field is dropped, and the rule " +
                "allows every peer on every port.",
            },
          ],
        },
      ],
    },
  ],
  [
    unservedVersion,
    {
      notReported: [
        {
          name: "what is right",
          manifests: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: {}
---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: {}
`,
        },
      ],
      reported: [
        {
          name: "what is wrong",
          manifests: `apiVersion: extensions/v1beta1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: {}
`,
          findings: [
            {
              at: "1:13-1:31",
              message:
                "NetworkPolicy `shop/web`: `apiVersion` is \"extensions/v1beta1\", but NetworkPolicy is " +
                "served as \"networking.k8s.io/v1\" only, so the API server refuses the object.",
              help:
                "The API server answers: no matches for kind \"NetworkPolicy\" in version " +
                "\"extensions/v1beta1\".",
            },
          ],
        },
      ],
    },
  ],
  [
    unsupportedValue,
    {
      notReported: [
        {
          name: "what is right",
          manifests: policy(`spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - ports:
        - { port: 53, protocol: UDP }
        - { port: 53 }
`),
        },
      ],
      reported: [
        {
          name: "what is wrong",
          manifests: policy(`spec:
  podSelector: {}
  policyTypes: [ingress]
  ingress:
    - ports:
        - { port: 53, protocol: udp }
`),
          findings: [
            {
              at: "6:17-6:24",
              message:
                "NetworkPolicy `shop/web`: `spec.policyTypes[0]` is \"ingress\", which is not one of " +
                "\"Ingress\", \"Egress\", so the API server refuses the object.",
              help:
                "Did you mean `Ingress`? The API server answers: spec.policyTypes[0]: Unsupported value: " +
                "\"ingress\": supported values: \"Ingress\", \"Egress\".",
            },
            {
              at: "9:33-9:36",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].ports[0].protocol` is \"udp\", which is not one " +
                "of \"TCP\", \"UDP\", \"SCTP\", so the API server refuses the object.",
              help:
                "Did you mean `UDP`? The API server answers: spec.ingress[0].ports[0].protocol: Unsupported " +
                "value: \"udp\": supported values: \"TCP\", \"UDP\", \"SCTP\".",
            },
          ],
        },
      ],
    },
  ],
  [
    wrongType,
    {
      notReported: [
        {
          name: "what is right",
          manifests: policy(`spec:
  podSelector:
    matchLabels: { version: "2", tier: null }
  ingress:
    - ports:
        - port: 80
`),
        },
      ],
      reported: [
        {
          name: "what is wrong",
          manifests: policy(`spec:
  podSelector:
    matchLabels: { version: 2 }
  ingress:
    - ports: 80
`),
          findings: [
            {
              at: "6:29-6:30",
              message:
                "NetworkPolicy `shop/web`: `spec.podSelector.matchLabels.version` is 2 (a number) where a " +
                "string is expected, so the API server refuses the object.",
              help:
                "The API server answers: json: cannot unmarshal number into Go struct field " +
                "LabelSelector.spec.podSelector.matchLabels of type string.",
            },
            {
              at: "8:14-8:16",
              message:
                "NetworkPolicy `shop/web`: `spec.ingress[0].ports` is 80 (a number) where a list is " +
                "expected, so the API server refuses the object.",
              help:
                "The API server answers: json: cannot unmarshal number into Go struct field " +
                "NetworkPolicyIngressRule.spec.ingress.ports of type []v1.NetworkPolicyPort.",
            },
          ],
        },
      ],
    },
  ],
];

for (const [rule, ruleCases] of cases) testRule(rule, ruleCases, { describe, it });
