import { describe, expect, it } from "vitest";
import { isGateOn, parseKubernetesVersion } from "../../src/resources/kubernetes-version.js";

describe("a release of Kubernetes", () => {
  it.each([
    ["1.33", { major: 1, minor: 33 }],
    ["v1.33.2", { major: 1, minor: 33 }],
    ["1.30.4-gke.1", { major: 1, minor: 30 }],
    ["v1.9+", { major: 1, minor: 9 }],
    ["1", undefined],
    ["1.x", undefined],
    ["latest", undefined],
    ["1.33beta", undefined],
  ])("%s", (text, version) => {
    expect(parseKubernetesVersion(text)).toEqual(version);
  });

  it.each([
    ["1.9", false],
    ["1.35.9", false],
    ["1.36", true],
    ["1.100", true],
    ["2.0", true],
    [undefined, undefined],
  ])("%s has strict CIDRs: %s", (version, on) => {
    expect(isGateOn("StrictIPCIDRValidation", version)).toBe(on);
  });
});
