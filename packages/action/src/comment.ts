import { at } from "./event.js";
import { type Api, type ApiAnswer, callApi } from "./github-api.js";

/** A pull request, and which of the comments that netpolint may have written there is meant. */
export interface CommentPlace {
  /** `owner/name`. */
  readonly repository: string;
  readonly pullRequest: number;
  /** The first line of the comment, which nobody sees. */
  readonly marker: string;
}

export type Written =
  | { readonly type: "written"; readonly address: string }
  | { readonly type: "not-needed" }
  /** `why` is the end of a sentence. */
  | { readonly type: "failed"; readonly why: string };

/** The marker of one use of the action: each has a comment of its own. */
export function commentMarker(words: readonly string[]): string {
  return `<!-- netpolint ${words.map(encodeURIComponent).join(" ")} -->`;
}

/** GitHub takes 65,536 characters. */
export const largestComment = 65_000;

/**
 * Names of users' objects that would call people or refer to issues are kept from it: a character of no width stands
 * behind their first.
 */
export function withoutMentions(markdown: string): string {
  return markdown.replaceAll(/\\([@#])/g, "$1\u200b");
}

/** Writes the comment, or anew the one that is there. Where there is none and no news, none is made. */
export async function writeComment(api: Api, place: CommentPlace, body: string, isNews: boolean): Promise<Written> {
  const text = `${place.marker}\n${withoutMentions(body)}`.trimEnd();
  const first = await writeOnce(api, place, text, isNews);
  // It may be there all the same: looking again, before it is written again, keeps it the only one.
  return first === "unsure" ? sure(await writeOnce(api, place, text, isNews)) : first;
}

function sure(written: Written | "unsure"): Written {
  return written === "unsure" ? { type: "failed", why: "GitHub did not answer" } : written;
}

async function writeOnce(api: Api, place: CommentPlace, text: string, isNews: boolean): Promise<Written | "unsure"> {
  const found = await findComment(api, place);
  if ("answer" in found) return failed(found.answer);
  const { own } = found;
  if (!own && !isNews) return { type: "not-needed" };
  if (own?.text === text) return { type: "written", address: own.address };
  const comments = `/repos/${place.repository}/issues`;
  const answer = own
    ? await callApi(api, { method: "PATCH", path: `${comments}/comments/${own.id}`, body: { body: text } })
    : await callApi(api, { method: "POST", path: `${comments}/${place.pullRequest}/comments`, body: { body: text } });
  if (answer.type === "answered") return { type: "written", address: addressOf(answer.value) };
  return answer.type === "failed" && answer.mayHaveWorked && !own ? "unsure" : failed(answer);
}

interface Comment {
  readonly id: number;
  readonly text: string;
  readonly address: string;
  readonly author: string;
  readonly isBot: boolean;
}

type Search = { readonly own: Comment | undefined } | { readonly answer: ApiAnswer };

/** The first comment with the marker whose author the token stands for: anybody can write the marker. */
async function findComment(api: Api, { repository, pullRequest, marker }: CommentPlace): Promise<Search> {
  let path: string | undefined = `/repos/${repository}/issues/${pullRequest}/comments?per_page=100`;
  const marked: Comment[] = [];
  while (path !== undefined) {
    const answer: ApiAnswer = await callApi(api, { method: "GET", path });
    if (answer.type !== "answered") return { answer };
    const comments = Array.isArray(answer.value) ? answer.value.flatMap(commentIn) : [];
    marked.push(...comments.filter(({ text }) => text === marker || text.startsWith(`${marker}\n`)));
    if (marked.some(({ isBot }) => isBot)) break;
    path = answer.next;
  }
  const byBot = marked.find(({ isBot }) => isBot);
  if (byBot || marked.length === 0) return { own: byBot };
  // A token of a person says whose it is; that of a workflow may not.
  const user = await callApi(api, { method: "GET", path: "/user" });
  const login = user.type === "answered" ? at(user.value, ["login"]) : undefined;
  return { own: marked.find(({ author }) => author === login) };
}

function commentIn(value: unknown): readonly Comment[] {
  const [id, body, author] = [at(value, ["id"]), at(value, ["body"]), at(value, ["user", "login"])];
  if (typeof id !== "number" || typeof body !== "string" || typeof author !== "string") return [];
  // GitHub may give white space back in another form.
  const text = body.replaceAll("\r\n", "\n").trimEnd();
  return [{ id, text, author, address: addressOf(value), isBot: at(value, ["user", "type"]) === "Bot" }];
}

function addressOf(value: unknown): string {
  const address = at(value, ["html_url"]);
  return typeof address === "string" ? address : "";
}

function failed(answer: ApiAnswer): Written {
  if (answer.type === "failed") return { type: "failed", why: answer.why };
  const said = answer.type === "refused" ? `HTTP ${answer.status}${answer.message}` : "no answer";
  return { type: "failed", why: `the token may not (${said})${remedy}` };
}

const remedy =
  "; a job needs `permissions: pull-requests: write`, and the token of a pull request from a fork only reads, " +
  "whatever the workflow says";
