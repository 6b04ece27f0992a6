import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openProject, type Project } from "../src/project.js";
import { canBeShared, readFragment, shareFragment } from "../src/share.js";

/** A lone surrogate is no character, so no file holds one. */
const text = fc.string({ unit: "binary", maxLength: 200 }).filter((one) => !/\p{Surrogate}/u.test(one));
const files = fc.uniqueArray(fc.record({ path: text, text }), { minLength: 1, maxLength: 4, selector: ({ path }) => path });

const one = (content: string): Project => openProject("an example", [{ path: "a.yaml", text: content }], "open");

test("files, world and base come out of an address as they went in", async () => {
  const projects = fc.record({
    files,
    world: fc.constantFrom("open" as const, "closed" as const),
    base: fc.record({ title: text, files }),
  });
  await fc.assert(
    fc.asyncProperty(projects, async (project) => {
      expect(await readFragment(await shareFragment(project))).toEqual(project);
    }),
    { numRuns: 100 },
  );
});

test("what is not changed is its own base, and is in the address once", async () => {
  const project = one("kind: Pod\n");
  const shared = await shareFragment(project);
  expect(shared.length).toBeLessThan((await shareFragment({ ...project, files: [{ path: "b.yaml", text: "x" }] })).length);
  const title = "the files as they were shared";
  expect(await readFragment(shared)).toEqual({ ...project, base: { title, files: project.files } });
});

test("the address holds letters only that need no escape", async () => {
  expect(await shareFragment(one("kind: Pod\n".repeat(50)))).toMatch(/^#files=[\w-]+$/);
});

test("what is no project of ours is none", async () => {
  for (const hash of ["#map?port=80", "#files=%%%", "#files=AAAA"]) expect(await readFragment(hash)).toBeUndefined();
  const broken = [{ files: [] }, { files: "a" }, { files: [{ path: 1, text: "" }] }, { files: [null] }, [], null, 1];
  const twice = { files: [{ path: "a.yaml", text: "" }, { path: "a.yaml", text: "" }] };
  for (const value of [...broken, twice]) {
    expect(await readFragment(await shareFragment(value as never).catch(() => "#files="))).toBeUndefined();
  }
});

test("an address cannot unpack to any length", async () => {
  const [large, small] = [one("a".repeat(2_000_001)), one("é".repeat(900_000))];
  expect(await readFragment(await shareFragment(large))).toBeUndefined();
  expect((await readFragment(await shareFragment(small)))?.files[0]?.text).toHaveLength(900_000);
  // Whoever shares is told before somebody else finds out.
  expect([large, small, one("é".repeat(1_000_000))].map(canBeShared)).toEqual([false, true, false]);
});
