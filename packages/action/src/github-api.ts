import { at } from "./event.js";
import type { Host } from "./host.js";

/** The REST API of GitHub. */
export interface Api extends Pick<Host, "fetch" | "sleep"> {
  /** Without a slash at its end. */
  readonly address: string;
  readonly token: string;
}

export interface Call {
  readonly method: "GET" | "POST" | "PATCH";
  /** From the API's address on, or an address that the API has given. */
  readonly path: string;
  readonly body?: object;
}

export type ApiAnswer =
  | { readonly type: "answered"; readonly value: unknown; readonly next: string | undefined }
  /** The token may not, or there is no such thing: to a token that may not read, both look alike. */
  | { readonly type: "refused"; readonly status: number; readonly message: string }
  /** `mayHaveWorked`: nobody knows whether it was done. `why` is the end of a sentence. */
  | { readonly type: "failed"; readonly why: string; readonly mayHaveWorked: boolean };

const tries = 3;
/** Longer than a minute nobody waits. */
const longestWait = 60;
const timeout = 20_000;

/** Calls the API, again where it asks for patience and where trying again can do no harm. */
export async function callApi(api: Api, call: Call): Promise<ApiAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await callOnce(api, call);
    const wait = outcome.waitSeconds ?? 2 ** (attempt - 1);
    const again = outcome.waitSeconds !== undefined || (outcome.isTemporary && call.method !== "POST");
    if (!again || attempt === tries || wait > longestWait) return outcome.answer;
    await api.sleep(wait * 1000);
  }
}

interface Outcome {
  readonly answer: ApiAnswer;
  /** Whether it may go well next time. */
  readonly isTemporary: boolean;
  /** How long the API asks to wait; left out where it does not. */
  readonly waitSeconds?: number;
}

async function callOnce(api: Api, { method, path, body }: Call): Promise<Outcome> {
  const address = path.startsWith("/") ? `${api.address}${path}` : path;
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${api.token}`,
    "content-type": "application/json",
    "user-agent": "netpolint",
    "x-github-api-version": "2022-11-28",
  };
  const content = body ? { body: JSON.stringify(body) } : {};
  const request = { method, headers, signal: AbortSignal.timeout(timeout), ...content };
  try {
    const response = await api.fetch(address, request);
    return await outcomeOf(response, api);
  } catch (error) {
    return { answer: failure(`GitHub cannot be reached (${causeOf(error)})`, true), isTemporary: true };
  }
}

/** `fetch` says nothing more than that it failed; the reason is the cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  return cause instanceof Error && cause.message !== "" ? cause.message : error.message;
}

async function outcomeOf(response: Response, api: Api): Promise<Outcome> {
  const value = parsed(await response.text());
  const { status, ok } = response;
  const final = { isTemporary: false };
  if (ok) return { answer: { type: "answered", value, next: nextPage(response, api) }, ...final };
  const message = messageOf(value);
  if (isRateLimited(response)) {
    const why = `GitHub allows no more calls for now (HTTP ${status}${message})`;
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    const answer = failure(why, false);
    return Number.isFinite(seconds) ? { answer, ...final, waitSeconds: Math.max(0, seconds) } : { answer, ...final };
  }
  if ([401, 403, 404].includes(status)) return { answer: { type: "refused", status, message }, ...final };
  const isTemporary = status >= 500;
  return { answer: failure(`GitHub answered with HTTP ${status}${message}`, isTemporary), isTemporary };
}

function failure(why: string, mayHaveWorked: boolean): ApiAnswer {
  return { type: "failed", why, mayHaveWorked };
}

function isRateLimited({ status, headers }: Response): boolean {
  if (status === 429) return true;
  return status === 403 && (headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** `: ` and what the API says; "" where it says nothing. */
function messageOf(value: unknown): string {
  const message = at(value, ["message"]);
  return typeof message === "string" && message !== "" ? `: ${message.slice(0, 200)}` : "";
}

/** The token goes nowhere but to the API. */
function nextPage({ headers }: Response, { address }: Api): string | undefined {
  const [, next] = /<([^>]+)>;\s*rel="next"/.exec(headers.get("link") ?? "") ?? [];
  return next?.startsWith(`${address}/`) ? next : undefined;
}
