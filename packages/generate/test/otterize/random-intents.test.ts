import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clientIntents, deployment, openIntents, verdict } from "./manifests.js";

const namespaces = ["a", "b", "production"];
const names = ["web", "api", "a-name-that-is-longer-than-twenty", "constructor"];

interface Call {
  readonly client: readonly [namespace: string, name: string];
  readonly server: readonly [namespace: string, name: string];
  readonly version: string;
  readonly withKind: boolean;
}

const workload = fc.tuple(fc.constantFrom(...namespaces), fc.constantFrom(...names));
const call: fc.Arbitrary<Call> = fc.record({
  client: workload,
  server: workload,
  version: fc.constantFrom("v1alpha2", "v1alpha3", "v1beta1", "v2alpha1", "v2beta1"),
  withKind: fc.boolean(),
});

const pods = namespaces.flatMap((namespace) => names.map((name) => deployment(namespace, name))).join("");

/** An object of its own for each call: the operator puts those of one client together. */
function manifest({ client, server, version, withKind }: Call, era: string): string {
  const kind = withKind && version !== "v1alpha2" && era === "current" ? ", kind: Deployment" : "";
  const target = `name: ${server[1]}.${server[0]}${kind}`;
  const spec = version.startsWith("v1")
    ? `{service: {name: ${client[1]}${kind}}, calls: [{${target}}]}`
    : `{workload: {name: ${client[1]}${kind}}, targets: [{kubernetes: {${target}}}]}`;
  return clientIntents(version, client[0], client[1], spec);
}

/** Objects of one name replace each other. */
function distinctNames(manifests: readonly string[]): string {
  return manifests.map((text, index) => text.replace(/metadata: \{name: /, `metadata: {name: i${index}-`)).join("");
}

describe("any intents", () => {
  it.each(["current", "2024", "2022"])(
    "let in whom they declare and nobody else, with the operator of %s",
    async (era) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(call, { maxLength: 8 }),
          workload,
          workload,
          fc.boolean(),
          async (calls, from, to, egress) => {
            const text = pods + distinctNames(calls.map((one) => manifest(one, era)));
            const opened = await openIntents(text, { era, egress: String(egress) });
            for (const { client, server } of calls) {
              expect(verdict(opened, client.join("/"), server.join("/"), "80")).toBe("allow");
            }
            const isCalled = calls.some(({ server }) => server.join("/") === to.join("/"));
            const calls2 = calls.filter(({ client }) => client.join("/") === from.join("/"));
            const isDeclared = calls2.some(({ server }) => server.join("/") === to.join("/"));
            // The operator of 2022 knew no egress.
            const isClosed = isCalled || (egress && era !== "2022" && calls2.length > 0);
            expect(verdict(opened, from.join("/"), to.join("/"), "80")).toBe(
              isDeclared || !isClosed ? "allow" : "deny",
            );
          },
        ),
        { numRuns: 40 },
      );
    },
  );
});
