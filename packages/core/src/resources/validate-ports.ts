import { fieldOf, type JsonValue, type Path } from "../source/json-value.js";
import { isInt32 } from "./decode-refusals.js";
import { portNameProblems } from "./kubernetes-names.js";
import { listOf } from "./read-meta.js";
import { invalid, invalidText, notSupported, type Problem, type Refusal } from "./refusal.js";

/** The `ports` of a rule. What the decoder refuses is passed over. */
export function validatePorts(ports: JsonValue | undefined, path: Path): readonly Refusal[] {
  return listOf(ports).flatMap((port, index) => validatePort(port, [...path, index]));
}

function validatePort(item: JsonValue, path: Path): readonly Refusal[] {
  return [
    ...validateProtocol(fieldOf(item, "protocol"), [...path, "protocol"]),
    ...validatePortAndEndPort(fieldOf(item, "port"), fieldOf(item, "endPort"), path),
  ];
}

/** Only a missing or null protocol means TCP; an empty one is refused. */
function validateProtocol(protocol: JsonValue | undefined, path: Path): readonly Refusal[] {
  const supported = ["TCP", "UDP", "SCTP"];
  if (typeof protocol !== "string" || supported.includes(protocol)) return [];
  return [notSupported(path, protocol, supported)];
}

function validatePortAndEndPort(
  port: JsonValue | undefined,
  endPort: JsonValue | undefined,
  path: Path,
): readonly Refusal[] {
  const portPath = [...path, "port"];
  const endPortPath = [...path, "endPort"];
  if (isInt32(port)) return [...validateNumber(port, portPath), ...validateRange(port, endPort, endPortPath)];
  if (typeof port === "string") {
    const names = portNameProblems(port).map((problem) => invalidText(portPath, port, problem));
    return [...refuseEndPort(endPort, endPortPath, endPortOfName), ...names];
  }
  const unset = port === undefined || port === null;
  return unset ? refuseEndPort(endPort, endPortPath, endPortAlone) : [];
}

const endPortOfName: Problem = {
  detail: "may not be specified when `port` is non-numeric",
  plain: "needs a `port` that is a number, not a name",
  mistake: "invalid-port",
};

const endPortAlone: Problem = {
  detail: "may not be specified when `port` is not specified",
  plain: "needs a `port`, where the range begins",
  mistake: "invalid-port",
};

function refuseEndPort(endPort: JsonValue | undefined, path: Path, problem: Problem): readonly Refusal[] {
  return isInt32(endPort) ? [invalid(path, String(endPort), problem)] : [];
}

function validateRange(port: number, endPort: JsonValue | undefined, path: Path): readonly Refusal[] {
  if (!isInt32(endPort)) return [];
  const detail = "must be greater than or equal to `port`";
  const plain = `is ${endPort}, less than \`port\`, which is ${port}`;
  const order = endPort < port ? [invalid(path, String(endPort), { detail, plain, mistake: "invalid-port" })] : [];
  return [...order, ...validateNumber(endPort, path)];
}

function validateNumber(port: number, path: Path): readonly Refusal[] {
  if (1 <= port && port <= 65535) return [];
  const plain = `is ${port}, which is not a port number (1 to 65535)`;
  const detail = "must be between 1 and 65535, inclusive";
  return [invalid(path, String(port), { detail, plain, mistake: "invalid-port" })];
}
