import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Chunk, type ObservedTraffic, readTraffic } from "@netpolint/generate";
import { flowLines, readText, recordsFile, shopCluster } from "./read-records.js";

const files = readdirSync(new URL("records", import.meta.url)).filter((name) => name !== "cluster.yaml");

/** Everything that was read, so that two readings can be compared. */
function summary(traffic: ObservedTraffic): unknown {
  const { records, formats, problems, ignored, replies, denied, unattributed, profiles } = traffic;
  return { flows: flowLines(traffic), records, formats, problems, ignored, replies, denied, unattributed, profiles };
}

async function readChunks(chunks: Iterable<Chunk>): Promise<unknown> {
  return summary(await readTraffic([{ name: "records", chunks }], await shopCluster()));
}

function cut(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const at = [0, ...places.map((place) => Math.floor(place * bytes.length)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.slice(at[index], end));
}

const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 });

describe("streams", () => {
  it.each(files)("%s says the same wherever it is cut, with either end of lines", async (name) => {
    const text = recordsFile(name);
    const whole = await readChunks([text]);
    const windows = await readChunks([text.replaceAll("\n", "\r\n")]);
    expect(windows).toEqual(whole);
    await fc.assert(
      fc.asyncProperty(places, fc.boolean(), async (cuts, isWindows) => {
        const bytes = new TextEncoder().encode(isWindows ? text.replaceAll("\n", "\r\n") : text);
        expect(await readChunks(cut(bytes, cuts))).toEqual(whole);
      }),
      { numRuns: 15 },
    );
  });

  it("put characters together that chunks cut, byte by byte, behind a byte order mark", async () => {
    const line = (name: string): string =>
      JSON.stringify({ ...web, SrcK8S_Name: name, SrcK8S_Namespace: "läden-東京-🦊", SrcK8S_OwnerName: name });
    const text = `\uFEFF${line("größe")}\n${line("🦊")}\n`;
    const bytes = [...new TextEncoder().encode(text)].map((byte) => Uint8Array.of(byte));
    const read = (await readTraffic([{ name: "records", chunks: bytes }], await shopCluster())).unattributed;
    expect(read.map(({ from }) => from)).toEqual(["läden-東京-🦊/größe", "läden-東京-🦊/🦊"]);
  });

  it("may use one buffer for all chunks", async () => {
    const bytes = new TextEncoder().encode(`${JSON.stringify(web)}\n{"é": "é"}\n`);
    const buffer = new Uint8Array(7);
    function* chunks(): Generator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += 7) {
        const part = bytes.subarray(at, at + 7);
        buffer.set(part);
        yield buffer.subarray(0, part.length);
      }
    }
    const traffic = await readTraffic([{ name: "records", chunks: chunks() }], await shopCluster());
    expect(flowLines(traffic)).toHaveLength(1);
    expect(traffic.problems.map(({ kind, lines }) => [kind, lines])).toEqual([["unknown", [2]]]);
  });

  it("may be read one after the other, and progress is told", async () => {
    const seen: string[] = [];
    const chunk = `${JSON.stringify(web)}\n`;
    const streams = [
      { name: "a", chunks: [chunk, chunk] },
      { name: "b", chunks: [chunk] },
    ];
    const traffic = await readTraffic(streams, await shopCluster(), ({ stream, read, records }) => {
      seen.push(`${stream} ${read / chunk.length} ${records}`);
    });
    expect(seen).toEqual(["a 1 1", "a 2 2", "b 1 3"]);
    expect(traffic.flows[0]?.because).toEqual(["3 NetObserv flow records"]);
    expect(traffic.formats.map(({ stream, records, line }) => [stream, records, line])).toEqual([
      ["a", 2, 1],
      ["b", 1, 1],
    ]);
  });
});

const web = {
  SrcAddr: "10.244.1.5",
  SrcPort: 43_210,
  DstAddr: "10.244.2.7",
  DstPort: 5432,
  Proto: 6,
  Flags: ["SYN"],
  SrcK8S_Type: "Pod",
  SrcK8S_Namespace: "shop",
  SrcK8S_Name: "web-5d4f8c7b9-x2x4z",
  SrcK8S_OwnerName: "web",
  DstK8S_Type: "Pod",
  DstK8S_Namespace: "shop",
  DstK8S_Name: "db-0",
};
const good = JSON.stringify(web);
const seenOnce = ["shop/Deployment/web -> shop/StatefulSet/db 5432/TCP: 1 NetObserv flow record"];
const seenTwice = ["shop/Deployment/web -> shop/StatefulSet/db 5432/TCP: 2 NetObserv flow records"];

const seenOften = ["shop/Deployment/web -> shop/StatefulSet/db 5432/TCP: 3 NetObserv flow records"];

function problemsOf({ problems }: ObservedTraffic): readonly unknown[] {
  return problems.map(({ kind, count, lines }) => [kind, count, ...lines]);
}

describe("records that are not understood", () => {
  it("are counted with their lines, and the others are read", async () => {
    const cutOff = good.slice(0, 40);
    const traffic = await readText([good, cutOff, "", "no record", `{"a":1}`, cutOff, good].join("\n"));
    expect(flowLines(traffic)).toEqual(seenTwice);
    expect(problemsOf(traffic)).toEqual([
      ["text", 2, 2, 6],
      ["unknown", 2, 4, 5],
    ]);
    expect(traffic.records).toBe(6);
  });

  it("may be the first of a stream", async () => {
    const traffic = await readText([good.slice(0, 40), good, good].join("\n"));
    expect(flowLines(traffic)).toEqual(seenTwice);
    expect(problemsOf(traffic)).toEqual([["text", 1, 1]]);
  });

  it("may end a stream that was cut off", async () => {
    const traffic = await readText(`${good}\n${good.slice(0, -1)}`);
    expect(flowLines(traffic)).toEqual(seenOnce);
    expect(problemsOf(traffic)).toEqual([["text", 1, 2]]);
  });

  it("of a known format lack what a flow needs", async () => {
    const { DstPort: _, ...withoutPort } = web;
    const traffic = await readText(
      `${good}\n${JSON.stringify(withoutPort)}\n${JSON.stringify({ ...web, DstPort: 70_000 })}`,
    );
    expect(flowLines(traffic)).toEqual(seenOnce);
    expect(problemsOf(traffic)).toEqual([["incomplete", 2, 2, 3]]);
  });

  it("of several formats may follow each other; it is said where each begins", async () => {
    const hubbleLine = recordsFile("hubble.jsonl").split("\n")[0] ?? "";
    const traffic = await readText([good, hubbleLine, good].join("\n"));
    expect(traffic.formats.map(({ format, records, line }) => [format, records, line])).toEqual([
      ["NetObserv flow records", 2, 1],
      ["Hubble flows", 1, 2],
    ]);
    expect(flowLines(traffic)).toHaveLength(2);
  });

  it("in a list end where the next one begins", async () => {
    const text = ["[", good + ",", good.slice(0, 40), good + ",", good.slice(0, -1) + ",", good, "]"].join("\n");
    const traffic = await readText(text);
    expect(flowLines(traffic)).toEqual(seenOften);
    expect(problemsOf(traffic)).toEqual([["truncated", 2, 3, 5]]);
  });

  it("include a list that never ends", async () => {
    const traffic = await readText(`[${good},\n${good}`);
    expect(flowLines(traffic)).toEqual(seenTwice);
    expect(problemsOf(traffic)).toEqual([["truncated", 1, 2]]);
  });

  it("are read from values over several lines, one after the other or in a list of Kubernetes", async () => {
    const pretty = JSON.stringify(web, null, 2);
    expect(flowLines(await readText(`${pretty}\n${pretty}\n`))).toEqual(seenTwice);
    const list = { apiVersion: "v1", kind: "List", metadata: { resourceVersion: "" }, items: [web, web] };
    expect(flowLines(await readText(JSON.stringify(list)))).toEqual(seenTwice);
    expect(flowLines(await readText(JSON.stringify(list, null, 4)))).toEqual(seenTwice);
  });

  it("are neither the tail of a list's wrapper nor its head", async () => {
    const text = JSON.stringify({
      took: 3,
      hits: { total: { value: 1 }, hits: [{ _index: "flows", _source: web }] },
      timed_out: false,
    });
    const traffic = await readText(text);
    expect(flowLines(traffic)).toEqual(seenOnce);
    expect(problemsOf(traffic)).toEqual([]);
  });

  it("have names that are ordinary keys here", async () => {
    const traffic = await readText(
      `{"__proto__":{"SrcAddr":"1.2.3.4","DstAddr":"1.2.3.5","Proto":6}}\n{"constructor":1}`,
    );
    expect(traffic.flows).toEqual([]);
    expect(problemsOf(traffic)).toEqual([["unknown", 2, 1, 2]]);
  });

  it("are nothing in an empty stream", async () => {
    const traffic = await readText(" \n\n");
    expect([traffic.records, traffic.flows, traffic.problems]).toEqual([0, [], []]);
  });
});

describe("what nothing is made of", () => {
  it("is listed flow by flow up to ten thousand, and counted beyond", async () => {
    const line = (index: number, event: object): string =>
      JSON.stringify({ ...web, SrcK8S_Type: "", SrcK8S_Name: "", SrcAddr: `10.9.${index >> 8}.${index & 255}`, ...event });
    const drop = { NetworkEvents: [{ Feature: "acl", Action: "drop" }] };
    const lines = Array.from({ length: 10_050 }, (_, index) => [line(index, drop), line(index, { Proto: 1 })]).flat();
    const traffic = await readText(lines.join("\n"));
    expect([traffic.denied.length, traffic.unattributed.length, traffic.flows.length]).toEqual([10_000, 10_000, 0]);
    expect([...traffic.unlisted]).toEqual([["protocol", 50], ["refused", 50]]);
  });
});

describe("addresses outside", () => {
  it("are kept one by one up to a thousand, and as networks beyond, which is said", async () => {
    const record = (last: number, middle: number): string =>
      JSON.stringify({
        ...web,
        DstAddr: `203.${middle}.113.${last}`,
        DstK8S_Type: "",
        DstK8S_Name: "",
        DstK8S_Namespace: "",
        DstPort: 443,
      });
    const few = Array.from({ length: 3 }, (_, index) => record(index + 1, 0)).join("\n");
    expect(flowLines(await readText(few))).toEqual([
      "shop/Deployment/web -> 2 ranges outside the cluster 443/TCP: 3 NetObserv flow records",
    ]);
    const many = Array.from({ length: 2000 }, (_, index) => record(index % 250, Math.floor(index / 250))).join("\n");
    const traffic = await readText(many);
    expect(flowLines(traffic)).toEqual([
      "shop/Deployment/web -> 8 ranges outside the cluster 443/TCP: 2000 NetObserv flow records, with so many " +
        "addresses that the networks around them were taken",
    ]);
  });
});
