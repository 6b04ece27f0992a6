import type { Path } from "../source/json-value.js";
import type { ObjectMeta } from "./resource.js";

/** An object through which something at the edge of the cluster sends connections from outside to Services. */
export interface ServiceRoute {
  readonly type: "ServiceRoute";
  readonly meta: ObjectMeta;
  /**
   * What chooses the controller: the class of an Ingress (undefined: the cluster's default), the parents of a Gateway
   * API route, the router of an OpenShift Route.
   */
  readonly controller: RouteController;
  readonly backends: readonly RouteBackend[];
  /** Clauses about what else it sends to, or who sends, that no Service or Gateway of the cluster stands for. */
  readonly unfollowed: readonly string[];
}

export type RouteController =
  | { readonly type: "ingress-class"; readonly name: string | undefined }
  | { readonly type: "gateways"; readonly names: readonly GatewayName[] }
  | { readonly type: "openshift-router" };

export interface GatewayName {
  readonly namespace: string;
  readonly name: string;
}

/** A Service that the object names. */
export interface RouteBackend {
  readonly path: Path;
  readonly namespace: string;
  readonly name: string;
  /** The Service's port by number or name; the target port for `targetPort`; undefined: the Service's only port. */
  readonly port: RoutePort | undefined;
}

export type RoutePort =
  | { readonly type: "number"; readonly number: number }
  | { readonly type: "name"; readonly name: string }
  /** OpenShift Routes name the pods' port: a container port's number or name, or a port's name of the Service. */
  | { readonly type: "target"; readonly target: number | string };
