import { posix } from "node:path";
import { type Annotation, entriesOf, escapeText, isUnchanged } from "netpolint/parts";
import { annotationsOf } from "./annotate.js";
import { commentMarker, largestComment, writeComment } from "./comment.js";
import type { Checked } from "./compare.js";
import { type Block, cutToBytes } from "./cut-to-bytes.js";
import { isPullRequest } from "./event.js";
import { commitOf } from "./git.js";
import type { Host } from "./host.js";
import { commitLink, placeLinks, type Repository, repositoryAddress } from "./links.js";
import type { Log } from "./log.js";
import type { Shown } from "./narrow.js";
import { type PageParts, pageBlocks } from "./page.js";
import { repositoryRoot } from "./repository-root.js";
import { summaryRoom, writeSummary } from "./runner-files.js";

/** Says in the log what else there is to say, and annotates. */
export function annotate(log: Log, { inputs }: Checked, shown: Shown, trouble: readonly Annotation[]): void {
  log.text(shown.notes.map((note) => `${escapeText(note)}\n`).join(""));
  const { result, fromRepository, nearnessOf } = shown;
  const annotating = { fromRepository, nearnessOf, trouble, most: inputs.maxAnnotations };
  const annotations = inputs.annotations ? annotationsOf(result, annotating) : trouble;
  for (const annotation of annotations) log.annotate(annotation);
}

/** Writes the comment and the summary. Answers with the comment's address, "" where there is none. */
export async function publish(host: Host, log: Log, checked: Checked, shown: Shown): Promise<string> {
  const { inputs } = checked;
  const repository = await repositoryOf(host, checked, shown);
  const pageWith = (notes: readonly string[]): readonly Block[] =>
    pageBlocks(partsOf(host, checked, { ...shown, notes }, repository));
  const { address, note } = inputs.comment ? await comment(host, checked, shown, pageWith(shown.notes)) : noComment;
  if (note !== null) log.text(`${escapeText(note)}\n`);
  const notes = note === null ? shown.notes : [...shown.notes, note];
  if (inputs.summary) writeSummary(host.env, cutToBytes(pageWith(notes), summaryRoom(host.env)));
  return address;
}

async function repositoryOf(host: Host, { cwd, git, event }: Checked, shown: Shown): Promise<Repository> {
  const { env } = host;
  const { base, fromRepository } = shown;
  const head = await commitOf(git, "HEAD");
  return {
    address: repositoryAddress(env),
    root: repositoryRoot(host, cwd),
    // A merge into the base branch is gone with the next push; what was pushed stays.
    head: isPullRequest(event) && head === env["GITHUB_SHA"] && event.head !== null ? event.head : head,
    base: base.type === "found" ? base.commit : undefined,
    fromRepository,
  };
}

function partsOf({ env }: Host, { inputs }: Checked, shown: Shown, repository: Repository): PageParts {
  const { base, diff, result, notes, nearnessOf } = shown;
  const { GITHUB_RUN_ID: run } = env;
  const place = posix.normalize(inputs.workingDirectory).replace(/\/$/, "");
  return {
    place: place === "." ? "" : place,
    result,
    diff,
    baseText: base.type === "found" ? commitLink(repository, base.commit) : "",
    showPlace: placeLinks(repository),
    nearnessOf,
    notes,
    runAddress: repository.address !== undefined && run ? `${repository.address}/actions/runs/${run}` : undefined,
  };
}

interface Commented {
  readonly address: string;
  /** A sentence on why there is no comment. */
  readonly note: string | null;
}

const noPullRequest = "The event is about no pull request, so there is no comment.";
const noComment: Commented = { address: "", note: null };

async function comment(
  host: Host,
  { inputs, event }: Checked,
  shown: Shown,
  blocks: readonly Block[],
): Promise<Commented> {
  const { env } = host;
  if (event.pullRequest === null) return { address: "", note: noPullRequest };
  const { GITHUB_API_URL: address = "https://api.github.com", GITHUB_REPOSITORY: repository = "" } = env;
  if (inputs.token === "") return { address: "", note: "There is no comment, since the input `token` is empty." };
  const words = [env["GITHUB_WORKFLOW"] ?? "", env["GITHUB_JOB"] ?? "", inputs.workingDirectory, ...inputs.paths];
  const place = { repository, pullRequest: event.pullRequest, marker: commentMarker(words) };
  const api = { fetch: host.fetch, sleep: host.sleep, address, token: inputs.token };
  const body = cutToBytes(blocks, largestComment - Buffer.byteLength(place.marker));
  const written = await writeComment(api, place, body, isNews(shown));
  if (written.type === "failed") return { address: "", note: `The comment could not be written: ${written.why}.` };
  return { address: written.type === "written" ? written.address : "", note: null };
}

/** Whether there is anything that a reviewer wants to know. */
function isNews({ result, diff }: Shown): boolean {
  const isTrouble = result.nothingToAnalyse !== null || result.report.ruleFailures.length > 0;
  return isTrouble || entriesOf(result).length > 0 || (diff !== undefined && !isUnchanged(diff.diff));
}
