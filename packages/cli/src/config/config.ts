import type { ClusterSettings, Cni, JsonObject, Platform, RuleSetting, RuleSeverity, World } from "@netpolint/core";

/** A severity as a configuration writes it; `false` is how YAML may read an `off` without quotes. */
export type ConfigSeverity = RuleSeverity | false;

/** What a configuration file may hold. schemas/config.schema.json says the same to editors. */
export interface Config {
  readonly $schema?: string;
  readonly extends?: string | readonly string[];
  /** Packages or files with rules and packs, by the prefix of their ids. */
  readonly plugins?: Readonly<Record<string, string>>;
  readonly rules?: Readonly<Record<string, ConfigSeverity | readonly [ConfigSeverity, JsonObject]>>;
  readonly packs?: {
    readonly ids?: readonly string[];
    readonly parameters?: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;
  };
  readonly expectations?: string | readonly string[];
  readonly environment?: ConfigEnvironment;
  readonly ignores?: readonly string[];
  readonly overrides?: readonly ConfigOverride[];
}

export interface ConfigEnvironment {
  readonly world?: World;
  readonly namespace?: string;
  readonly platform?: Platform;
  readonly channel?: ClusterSettings["channel"];
  readonly cni?: Cni;
  readonly kubernetesVersion?: string;
  readonly apiServer?: string | readonly string[];
  readonly podRanges?: string | readonly string[];
  readonly serviceRanges?: string | readonly string[];
  readonly nodeRanges?: string | readonly string[];
  readonly dns?: readonly { readonly to: string; readonly port?: number }[];
}

export interface ConfigOverride {
  readonly files?: string | readonly string[];
  readonly objects?: string | readonly string[];
  readonly rules: Readonly<Record<string, ConfigSeverity>>;
  readonly reason: string;
}

/** For configurations in JavaScript and TypeScript: gives back what it is given, with its type. */
export function defineConfig(config: Config): Config {
  return config;
}

/** A place in a configuration file, as output writes it. 1-based. */
export interface ConfigPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A mistake in a configuration: one sentence or two, and where. */
export interface ConfigProblem extends ConfigPlace {
  readonly message: string;
}

export interface OverrideInForce {
  readonly files: readonly string[];
  readonly objects: readonly string[];
  readonly severities: ReadonlyMap<string, RuleSeverity>;
  readonly reason: string;
}

/** All configurations of a run, put together. */
export interface ConfigInForce {
  /** Those it was put together from, as output writes them; the found one is the last. Empty: there is none. */
  readonly files: readonly string[];
  /** The folder from which globs are matched. */
  readonly folder: string;
  /** What plugins were loaded, by the prefix of their ids: files as output writes them. */
  readonly plugins: ReadonlyMap<string, string>;
  /** By rule id; every rule that netpolint and the plugins have. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly packIds: readonly string[];
  /** `<pack>.<name>` to value. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Absolute paths. */
  readonly expectations: readonly string[];
  readonly environment: Partial<ClusterSettings>;
  /** Where each setting of the environment is written. */
  readonly places: ReadonlyMap<keyof ClusterSettings, ConfigPlace>;
  readonly ignores: readonly string[];
  /** Later ones win. */
  readonly overrides: readonly OverrideInForce[];
}
