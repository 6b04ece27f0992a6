import { createRequire } from "node:module";
import { expect, it, vi } from "vitest";
import { temporaryFolder } from "./temporary-folder.js";

// What a small run does not need it does not load: that would take longer than the run.

const inCore = createRequire(new URL("../../core/package.json", import.meta.url));
const { IPv6 } = inCore("ip-num") as { readonly IPv6: { fromString(text: string): unknown } };
const asked = vi.spyOn(IPv6, "fromString");

const policy = (port: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{ podSelector: { matchLabels: { app: front } } }]
      ports: [{ protocol: TCP, port: 8080 }]
  egress:
    - ports: [{ protocol: TCP, port: 443 }]
    - to: [{ ${port} }]
`;

it("reads IPv6 where an address is written, and not before", async () => {
  // Loaded here, so that what modules do while they load is seen as well.
  const { runCli } = await import("./run-cli.js");
  const cwd = temporaryFolder({
    "labels.yaml": policy("podSelector: {}"),
    "addresses.yaml": policy('ipBlock: { cidr: "fd00::/8" }'),
  });
  expect((await runCli(["lint", "labels.yaml"], { cwd })).exitCode).toBe(0);
  expect(asked).not.toHaveBeenCalled();
  await runCli(["lint", "addresses.yaml"], { cwd });
  expect(asked).toHaveBeenCalled();
});
