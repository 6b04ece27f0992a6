import type { CompiledPolicies, Endpoint, InputProblem, PolicyDirection } from "@netpolint/core";
import type { UnattributedTraffic, WantedFlow } from "@netpolint/generate";
import type { Io } from "../io.js";
import type { Arguments, WrongUsage } from "../parse-arguments.js";
import type { Settings } from "../settings.js";

/** Something that says which flows have to work: what `--from` names. */
export interface FlowSource {
  /** For messages: "packs", "observed traffic". */
  readonly name: string;
  /** True where what is wanted depends on who is isolated: it is asked again until nothing is added. */
  readonly dependsOnPolicies: boolean;
  /** Whether the word behind `--from` is about this source. The first of the list that says so reads it. */
  takes(text: string, context: SourceContext): boolean | Promise<boolean>;
  read(text: string, context: SourceContext): Promise<SourcedFlows | WrongUsage>;
}

export interface SourceContext {
  readonly args: Arguments;
  readonly settings: Settings;
  readonly io: Io;
  /** The cluster of the input with the policies in force, which `dependsOnPolicies` is about. */
  readonly policies: CompiledPolicies;
}

/** What one source says. */
export interface SourcedFlows {
  readonly flows: readonly WantedFlow[];
  /**
   * The workloads of which the source knows all flows, so that a policy may close everything else. `all`: every
   * workload of the input, since what it does not name is not wanted.
   */
  readonly subjects: readonly Endpoint[] | "all";
  /**
   * In which directions the source knows the flows of a workload, by `namespace/Kind/name`. Left out: in both, of all
   * subjects.
   */
  readonly directions?: ReadonlyMap<string, readonly PolicyDirection[]>;
  /** Workloads of which the source says that it does not know enough. */
  readonly unusable: readonly UnusableSubject[];
  /** What could not be read; makes the exit code 2. */
  readonly problems: readonly InputProblem[];
  /** Sentences for people: what was left out, and why. Not empty where records could not be attributed. */
  readonly remarks: readonly string[];
  /** Traffic that was seen and that nothing is generated for. */
  readonly leftOut?: readonly UnattributedTraffic[];
}

export interface UnusableSubject {
  readonly subject: Endpoint;
  /** A clause: "it is still being learned". */
  readonly reason: string;
}
