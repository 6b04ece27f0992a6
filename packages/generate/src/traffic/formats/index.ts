import type { RecordFormat } from "../record-format.js";
import { awsNetworkPolicy } from "./aws-network-policy.js";
import { calico } from "./calico.js";
import { goldmane } from "./goldmane.js";
import { hubble } from "./hubble.js";
import { inspektorGadget } from "./inspektor-gadget.js";
import { kubescape } from "./kubescape.js";
import { netobserv } from "./netobserv.js";

/** Every format that is read, in the order in which they are tried. */
export const recordFormats: readonly RecordFormat[] = [
  netobserv,
  hubble,
  kubescape,
  calico,
  goldmane,
  inspektorGadget,
  awsNetworkPolicy,
];
