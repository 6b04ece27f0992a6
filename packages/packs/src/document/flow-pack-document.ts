import type { FlowLevel, Protocol, Severity } from "@netpolint/core";

/**
 * A flow pack as data: what some software needs, or must not have. It is written in YAML (schemas/flow-pack.schema.json
 * is its schema) or in TypeScript. Texts may hold `${name}` for a parameter and `${resource.name}` or
 * `${resource.namespace}` for an object. Globs are micromatch's.
 */
export interface FlowPackDocument {
  readonly id: string;
  readonly title: string;
  readonly software: {
    readonly name: string;
    /** The versions that the rows were read for, in words or as a range. */
    readonly versions: string;
    /** Sentences: how that is known, or why it is not. */
    readonly established?: string;
  };
  /** The page that most rows come from. */
  readonly link: string;
  /** Objects that parameters are read from, by the names under which the pack speaks of them. */
  readonly resources?: Readonly<Record<string, ResourceDocument>>;
  readonly parameters?: Readonly<Record<string, ParameterDocument>>;
  /** The ends of flows, by the names under which the pack speaks of them. */
  readonly pods?: Readonly<Record<string, PodsDocument>>;
  readonly flows: readonly FlowDocument[];
  /** Rows about policies that are written for the software's pods and do not do what they look like. */
  readonly advice?: readonly AdviceDocument[];
  /** Facts for the page of the pack that are no flows. */
  readonly remarks?: readonly string[];
}

/** Objects of the input: of a kind, or the items of a list in one; or software that no object stands for. */
export type ResourceDocument = KindDocument | ItemsDocument | InstallationDocument;

export interface KindDocument {
  readonly group: string;
  readonly kind: string;
  /** Left out: true. */
  readonly namespaced?: boolean;
  readonly names?: readonly string[];
  readonly namespaces?: readonly string[];
  /** Only objects that have these values. Keys are paths: `spec.name`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** A label of the software's pods that holds the object's name; it tells the pods of one object from another's. */
  readonly label?: string;
  /** Whether the object by itself says that the software is there. Left out: true. */
  readonly subject?: boolean;
  /** The versions that the definition has; objects in another are reported. */
  readonly versions?: readonly string[];
  /** Versions that it does not have any more, with the release that dropped them. */
  readonly removedVersions?: Readonly<Record<string, string>>;
  /** Fields that people write and the definition does not have, with the one that they mean. Both are paths. */
  readonly misnamedFields?: Readonly<Record<string, string>>;
}

export interface ItemsDocument {
  /** The resource whose items these are. */
  readonly within: string;
  readonly items: string;
}

/** Software that is installed as pods alone: those of one namespace (and one value of the label) belong together. */
export interface InstallationDocument {
  /** The namespace that is meant where the input has no pods of it. */
  readonly installedIn: string;
  /** A label of the pods that tells installations in one namespace apart. */
  readonly label?: string;
}

/** What a parameter stands for. `hosts` and `ports` may hold several values, the others one. */
export type ParameterType = "text" | "choice" | "boolean" | "port" | "ports" | "hosts" | "endpoint" | "cidrs" | "namespace";

export interface ParameterDocument {
  readonly summary: string;
  readonly type: ParameterType;
  /** For `choice`; they are compared without regard to case. */
  readonly choices?: readonly string[];
  /** Where the value comes from unless the user gives it: the first that has one. */
  readonly read?: readonly ValueDocument[];
  readonly default?: ScalarDocument | readonly ScalarDocument[];
  /** A sentence: why the value is not known. Rows that need it are then unchecked. */
  readonly missing?: string;
  /** False where the user cannot give it, since it follows from others. Left out: true. */
  readonly given?: boolean;
}

export type ScalarDocument = string | number | boolean;

export type ValueDocument =
  /** A field of an object. A path may go through keys that hold dots: `spec.flinkConfiguration.rest.port`. */
  | { readonly from: string; readonly field: string; readonly when?: ConditionDocument }
  | { readonly value: ScalarDocument | readonly ScalarDocument[]; readonly when?: ConditionDocument }
  /** A value that a function of the pack's module finds in an object, where no path can say it. */
  | { readonly from: string; readonly reader: string; readonly when?: ConditionDocument };

export type ConditionDocument =
  /** The parameter has a value that is not false. */
  | { readonly parameter: string }
  | { readonly parameter: string; readonly is: ScalarDocument | readonly ScalarDocument[] }
  | { readonly platform: "openshift" }
  /** The field of the object is written. */
  | { readonly field: string; readonly of: string }
  /** The input holds such pods. */
  | { readonly pods: string }
  /** The input holds such an object. */
  | { readonly object: ObjectDocument }
  | { readonly all: readonly ConditionDocument[] }
  | { readonly any: readonly ConditionDocument[] }
  | { readonly not: ConditionDocument };

export interface ObjectDocument {
  /** "" is the core group. Left out: any, of kinds that netpolint reads anyway or that are among `resources`. */
  readonly group?: string;
  readonly kind: string;
  /** Left out: true. */
  readonly namespaced?: boolean;
  readonly names?: readonly string[];
  readonly namespaces?: readonly string[];
}

/** Pods that are an end of flows. */
export interface PodsDocument {
  /** In words: "the operator". */
  readonly title: string;
  /** `subject`: pods of the software itself. `peer`: somebody else's, which the flow needs at its other end. */
  readonly role: "subject" | "peer";
  /** The resource whose objects make them: they are in its namespace, and each object has its own. */
  readonly of?: string;
  /** Which pods they are; one that has a `when` that does not hold is left out. Any one of them is enough. */
  readonly select: readonly SelectDocument[];
  /** An endpoint that the user may name instead, a parameter of type `endpoint`. */
  readonly parameter?: string;
  /** What is known of them where the input does not hold them: the first whose `when` holds. */
  readonly assume?: readonly AssumeDocument[];
  /**
   * A clause: how the user can name them. They are then somebody of whom nothing is known, where nothing is assumed;
   * left out, their rows are unchecked.
   */
  readonly settle?: string;
  /** A sentence for the unchecked row. */
  readonly missing?: string;
}

export interface SelectDocument {
  readonly selector?: LabelSelectorDocument;
  /** Left out: the namespace of the object that `of` names, else any. */
  readonly namespaces?: readonly string[];
  /** Of the workloads. */
  readonly names?: readonly string[];
  /** Of the labels of the namespace. Namespaces whose labels are not known are not selected. */
  readonly namespaceSelector?: LabelSelectorDocument;
  /** As injectors of sidecars read them: an annotation that the pods do not have is taken from their namespace. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly when?: ConditionDocument;
}

/** A label selector as in the Kubernetes API. */
export interface LabelSelectorDocument {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
    readonly values?: readonly string[];
  }[];
}

export interface AssumeDocument {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly hostNetwork?: boolean;
  readonly when?: ConditionDocument;
  /** A sentence for the list of assumptions, where what is assumed is more than that the pods are there. */
  readonly note?: string;
}

/**
 * One end of a flow. `external`: every address. `anyone`: any pod or address there could be, for `mustNot`. `node`:
 * another node than the pod's. `endpoint` is written as on the command line. `hosts` are URLs, `host:port` or hosts,
 * seen from a namespace. A `service` leads to its pods at their target port, `webhooks` to the pods behind them. `dns`:
 * whom pods ask for names, at the port of its own; the protocol is UDP or TCP.
 */
export type EndDocument =
  | "apiserver"
  | "dns"
  | "node"
  | "external"
  | "anyone"
  | { readonly pods: string }
  | { readonly endpoint: string }
  | { readonly cidrs: string | readonly string[] }
  | { readonly hosts: string; readonly namespace?: string }
  | { readonly service: { readonly namespace: string; readonly name: string; readonly port?: number | string } }
  | { readonly webhooks: { readonly names: readonly string[] } };

export interface FlowDocument {
  /** Several where rows of the software's own matrix are the two ends of one flow. */
  readonly id: string | readonly string[];
  readonly level: FlowLevel;
  /** In place of what follows from the level: error for `must` and `mustNot`, warning for `may`. */
  readonly severity?: Severity;
  readonly from: EndDocument | readonly EndDocument[];
  readonly to: EndDocument | readonly EndDocument[];
  /** TCP where not written. A parameter: `${exporterProtocol}`. */
  readonly protocol?: Protocol | `\${${string}}`;
  /** A number or `${parameter}`. For hosts it counts where they name none; a Service or webhook has its own. */
  readonly port?: number | string;
  /** Once for each of these objects. Left out: for the objects that make the pods at the ends. */
  readonly forEach?: string;
  readonly when?: ConditionDocument;
  /** A clause: "the API server calls the webhooks of the operator". */
  readonly why: string;
  /** Left out: the pack's. */
  readonly link?: string;
  /** What the row says where it is published, for the page. */
  readonly published?: string | readonly string[];
  /** The field of the input that asks for the flow: shown with the finding where it is written. */
  readonly evidence?: { readonly of: string; readonly field: string; readonly message: string };
}

/** A row that finds NetworkPolicies which select by certain labels, where that is not what it looks like. */
export interface AdviceDocument {
  readonly id: string;
  /** `subject`: those whose podSelector asks for the labels. `peer`: those of which a peer does. */
  readonly part: "subject" | "peer";
  readonly labels: Readonly<Record<string, string>>;
  /** The labels that the pods have in their place. A selector that admits these as well is left alone. */
  readonly unless?: Readonly<Record<string, string>>;
  /** Where the pods would be that are meant. Texts, not globs. */
  readonly namespaces: readonly string[];
  readonly when?: ConditionDocument;
  /** Rows of `flows` that such a policy is meant for: where they are broken or cannot be decided, that tells it. */
  readonly rows?: readonly string[];
  /** A clause: "in the Kafka model the pods have another label". */
  readonly why: string;
  /** A sentence: what to write instead. */
  readonly help: string;
  /** Left out: the pack's. */
  readonly link?: string;
}
