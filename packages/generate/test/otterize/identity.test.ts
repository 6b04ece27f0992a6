import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashedName, hashedNameWithKind } from "@netpolint/generate";
import { md5Hex } from "../../src/otterize/md5.js";

describe("MD5", () => {
  // RFC 1321, A.5.
  it.each([
    ["", "d41d8cd98f00b204e9800998ecf8427e"],
    ["abc", "900150983cd24fb0d6963f7d28e17f72"],
    ["message digest", "f96b697d7cb7938d525a2f31aaf161d0"],
    [
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      "57edf4a22be3c955ac49da2e2107b67a",
    ],
  ])("of %j is %s", (text, digest) => expect(md5Hex(text)).toBe(digest));

  it("is what Node makes of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        fc.pre(!/\p{Surrogate}/u.test(text));
        expect(md5Hex(text)).toBe(createHash("md5").update(text).digest("hex"));
      }),
    );
  });
});

describe("identities", () => {
  it("have the hashes of Otterize's tutorial", () => {
    const namespace = "otterize-tutorial-npol";
    expect(hashedName({ name: "server", namespace, kind: undefined })).toBe("server-otterize-tutorial-np-7e16db");
    expect(hashedName({ name: "client", namespace, kind: undefined })).toBe("client-otterize-tutorial-np-699302");
  });

  it("have their kind in a hash of its own", () => {
    const identity = { name: "test-server", namespace: "test-namespace" };
    expect(hashedNameWithKind({ ...identity, kind: "Service" })).toBe("test-server-test-namespace-servi-c49181");
    expect(hashedNameWithKind({ ...identity, kind: undefined })).toBe(hashedName({ ...identity, kind: undefined }));
    expect(hashedNameWithKind({ ...identity, kind: "OttrLegacy" })).toBe(hashedName({ ...identity, kind: undefined }));
  });

  it("are hashed before they are cut", () => {
    const long = { name: "a".repeat(30), namespace: "b".repeat(30), kind: undefined };
    const hash = createHash("md5")
      .update(`${"a".repeat(30)}-${"b".repeat(30)}`)
      .digest("hex")
      .slice(0, 6);
    expect(hashedName(long)).toBe(`${"a".repeat(20)}-${"b".repeat(20)}-${hash}`);
  });
});
