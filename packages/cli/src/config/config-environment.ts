import { type ClusterSettings, type IpBlock, parseCidr } from "@netpolint/core";
import type { Config, ConfigEnvironment, ConfigInForce, ConfigPlace } from "./config.js";
import type { ConfigFile } from "./read-config-file.js";

type Settings = Partial<ClusterSettings>;
type SettingName = keyof ClusterSettings;

/** The environments of several configurations as settings, each setting whole from the last that has it. */
export function readEnvironment(
  read: readonly { readonly file: ConfigFile; readonly config: Config }[],
): Pick<ConfigInForce, "environment" | "places"> {
  const settings: { -readonly [Name in SettingName]?: ClusterSettings[Name] } = {};
  const places = new Map<SettingName, ConfigPlace>();
  for (const { file, config } of read) {
    const own = settingsOf(config.environment ?? {});
    Object.assign(settings, own);
    for (const name of Object.keys(own)) places.set(name as SettingName, file.placeOf(["environment", name]));
  }
  return { environment: settings, places };
}

function settingsOf(environment: ConfigEnvironment): Settings {
  const { world, namespace, platform, channel, cni, dns, kubernetesVersion } = environment;
  return {
    ...(world && { world }),
    ...(namespace !== undefined && { namespace, namespaceGiven: true }),
    ...(platform && { platform }),
    ...(channel && { channel }),
    ...(cni && { cni }),
    ...(kubernetesVersion && { kubernetesVersion }),
    ...(dns && dns.length > 0 && { dns: dns.map(({ to, port = 53 }) => ({ to, port })) }),
    ...ranges("apiServer", environment.apiServer),
    ...ranges("podRanges", environment.podRanges),
    ...ranges("serviceRanges", environment.serviceRanges),
    ...ranges("nodeRanges", environment.nodeRanges),
  };
}

function ranges(name: SettingName, written: string | readonly string[] | undefined): Settings {
  // An empty list says nothing, so that what is found in the input holds.
  if (written === undefined || written.length === 0) return {};
  const texts = typeof written === "string" ? [written] : written;
  return { [name]: texts.map(parseCidr).filter((block): block is IpBlock => block !== undefined) };
}
