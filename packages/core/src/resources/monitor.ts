import type { LabelSelector } from "../sets/label-selector.js";
import type { Path } from "../source/json-value.js";
import type { ObjectMeta } from "./resource.js";

/** A ServiceMonitor or PodMonitor of the Prometheus Operator: what Prometheus connects to. */
export interface Monitor {
  readonly type: "Monitor";
  readonly meta: ObjectMeta;
  /** Of Services for a ServiceMonitor, of pods for a PodMonitor. */
  readonly selector: LabelSelector;
  /** The namespaces looked at; undefined: all. The monitor's own where nothing is written. */
  readonly namespaces: readonly string[] | undefined;
  readonly endpoints: readonly MonitorEndpoint[];
}

export interface MonitorEndpoint {
  readonly path: Path;
  /** `port` by name: of the Service's ports, or of the pods' container ports. */
  readonly port: string | undefined;
  /** The pods' port by number or name. */
  readonly targetPort: number | string | undefined;
}
