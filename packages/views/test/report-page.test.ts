import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { reportPage } from "../src/index.js";
import { buildShell } from "./build-shell.js";

const overview = {} as never;

test("no text of the input ends the element that holds it", () => {
  const hostile = "</script><img src=x onerror=alert(1)><!--";
  const page = reportPage(
    "a<!-- data -->b",
    { title: hostile, madeBy: "", overview, diff: null },
    JSON.stringify({ hostile }),
  );
  expect(page.match(/<\/script>/g)).toHaveLength(2);
  expect(page).not.toContain("<img");
  const json = /id="report-data">(.*?)<\/script>/s.exec(page)?.[1] ?? "";
  expect((JSON.parse(json) as { title: string }).title).toBe(hostile);
});

test("the shell is at most 400 KB, compressed", () => {
  const size = gzipSync(buildShell()).length;
  expect(size).toBeLessThanOrEqual(400_000);
  // What it is today, and some room: growth is to be noticed.
  expect(size).toBeLessThanOrEqual(110_000);
});
