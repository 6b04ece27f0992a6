import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface ServedComment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: "Bot" | "User" };
}

export interface ServerRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

/** Answers in the place of the API; undefined leaves it to the API. */
export type Refusal = (request: ServerRequest) => Answer | "hang up" | undefined;

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface CommentServer {
  readonly address: string;
  readonly comments: ServedComment[];
  readonly requests: ServerRequest[];
}

const pageSize = 100;

/** The part of GitHub's REST API that comments take, for pull request 7 of octo/shop. */
export async function commentServer(
  comments: ServedComment[] = [],
  refuse: Refusal = () => undefined,
): Promise<CommentServer> {
  const requests: ServerRequest[] = [];
  const server = createServer((request, response) => {
    void serve(request, response, comments, requests, refuse, () => addressOf(server.address()));
  });
  const address = await listening(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address, comments, requests };
}

/** Starts a server on this machine, and answers with its address. */
export async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return addressOf(server.address());
}

function addressOf(address: AddressInfo | string | null): string {
  return typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  comments: ServedComment[],
  requests: ServerRequest[],
  refuse: Refusal,
  own: () => string,
): Promise<void> {
  const { method = "", url = "", headers } = request;
  const seen = { method, path: url, authorization: headers.authorization };
  requests.push(seen);
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  const refusal = refuse(seen);
  if (refusal === "hang up") {
    request.socket.destroy();
    return;
  }
  const text = Buffer.concat(chunks).toString("utf8");
  const given: unknown = text === "" ? {} : JSON.parse(text);
  const { status, headers: more = {}, body } = refusal ?? answer(seen, given, comments, own());
  response.writeHead(status, { "content-type": "application/json", ...more });
  response.end(JSON.stringify(body ?? null));
}

function answer({ method, path }: ServerRequest, given: unknown, comments: ServedComment[], own: string): Answer {
  const { body = "" } = given as { readonly body?: string };
  const url = new URL(path, own);
  // The token of a workflow stands for no person.
  if (url.pathname === "/user") return { status: 403, body: { message: "Resource not accessible by integration" } };
  if (url.pathname === "/repos/octo/shop/issues/7/comments") {
    if (method === "GET") return page(url, comments, own);
    const made = { id: comments.length + 1, body, user: { login: "github-actions[bot]", type: "Bot" as const } };
    comments.push(made);
    return { status: 201, body: shown(made) };
  }
  const [, id] = /^\/repos\/octo\/shop\/issues\/comments\/(\d+)$/.exec(url.pathname) ?? [];
  const found = comments.find((one) => String(one.id) === id);
  if (method !== "PATCH" || !found) return { status: 404, body: { message: "Not Found" } };
  found.body = body;
  return { status: 200, body: shown(found) };
}

function page(url: URL, comments: readonly ServedComment[], own: string): Answer {
  const number = Number(url.searchParams.get("page") ?? "1");
  const end = number * pageSize;
  const next = `<${own}${url.pathname}?per_page=100&page=${number + 1}>; rel="next", <${own}/x>; rel="last"`;
  const body = comments.slice(end - pageSize, end).map(shown);
  return { status: 200, headers: end < comments.length ? { link: next } : {}, body };
}

function shown(comment: ServedComment): object {
  return { ...comment, html_url: `https://github.example/octo/shop/pull/7#issuecomment-${comment.id}` };
}
