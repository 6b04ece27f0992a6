import { expect, test } from "vitest";
import { freePath, isUnchanged, openProject, refusedPath, withFile } from "../src/project.js";

const file = (path: string, text = ""): { readonly path: string; readonly text: string } => ({ path, text });

test("files are unchanged while each has the text that it began with", () => {
  const project = openProject("an example", [file("a.yaml", "1"), file("b.yaml", "2")], "open");
  expect(isUnchanged(project)).toBe(true);
  expect(isUnchanged({ ...project, files: [file("b.yaml", "2"), file("a.yaml", "1")] })).toBe(true);
  expect(isUnchanged({ ...project, files: [file("a.yaml", "1")] })).toBe(false);
  expect(isUnchanged({ ...project, files: [file("a.yaml", "1"), file("b.yaml", "3")] })).toBe(false);
  expect(isUnchanged({ ...project, files: [file("a.yaml", "1"), file("c.yaml", "2")] })).toBe(false);
});

test("there is always a file to type in", () => {
  expect(openProject("nothing", [], "open").files).toEqual([file("policies.yaml")]);
});

test("a file that is opened again has its new text, at its place", () => {
  const files = [file("a.yaml", "1"), file("b.yaml", "2")];
  expect(withFile(files, file("a.yaml", "3"))).toEqual([file("a.yaml", "3"), file("b.yaml", "2")]);
  expect(withFile(files, file("c.yaml"))).toEqual([...files, file("c.yaml")]);
});

test("names are free, and end in what is read", () => {
  const files = [file("new.yaml"), file("new-2.yaml")];
  expect(freePath([])).toBe("new.yaml");
  expect(freePath(files)).toBe("new-3.yaml");
  expect(refusedPath(files, "shop/web.yml")).toBeUndefined();
  expect(refusedPath(files, "new.yaml")).toBe("There is a file new.yaml already.");
  expect(refusedPath(files, "notes.txt")).toBe("Names end in .yaml, .yml or .json.");
  expect(refusedPath(files, " ")).toBe("A file needs a name.");
});
