import { type Event, isPullRequest } from "./event.js";
import { askGit, commitOf, type Git, isShallow } from "./git.js";

/** What the state that is checked out is compared with. */
export type Base =
  | { readonly type: "found"; readonly commit: string; readonly note: string | null }
  /** `why` is a sentence, or null where there is no need of one. */
  | { readonly type: "none"; readonly why: string | null };

/** `wanted` is the input `base`; "" leaves it to the event. */
export async function findBase(git: Git, event: Event, wanted: string): Promise<Base> {
  if (wanted === "" && !mayHaveBase(event)) return none(null);
  const head = await commitOf(git, "HEAD");
  if (head === undefined) return none(noRepository);
  const base = wanted === "" ? await baseOfEvent(git, event, head) : await namedBase(git, wanted);
  return base.type === "found" && base.commit === head ? none(isSame) : base;
}

const isSame = "The base is what is checked out, so nothing is compared.";
const noRepository = "There is nothing to compare: the working directory is in no git repository with a commit.";

/** Other events are about one state, such as a schedule. */
function mayHaveBase(event: Event): boolean {
  return isPullRequest(event) || event.name === "push" || event.base !== null;
}

function none(why: string | null): Base {
  return { type: "none", why };
}

async function baseOfEvent(git: Git, event: Event, head: string): Promise<Base> {
  if (isPullRequest(event)) return baseOfPullRequest(git, event, head);
  return event.base === null ? none(newBranch) : fetched(git, event.base);
}

const newBranch =
  "The push has made the branch, so there is nothing before it to compare with; the input `base` can name a revision.";

/**
 * What runners check out for a pull request is a merge of it into its base branch: the first parent is the newest
 * commit of that branch. Where the pull request itself is checked out, it is compared with where it began.
 */
async function baseOfPullRequest(git: Git, event: Event, head: string): Promise<Base> {
  const [onto, merged] = await parentsOf(git, head);
  if (onto !== undefined && merged !== undefined && merged === event.head) return fetched(git, onto);
  if (event.base === null) return none(noBase);
  const base = await fetched(git, event.base);
  if (base.type === "none") return base;
  const fork = await askGit(git, "merge-base", base.commit, head);
  if ("text" in fork && fork.text !== "") return { ...base, commit: fork.text };
  return { ...base, note: noForkPoint };
}

const noBase = "The event says nothing of the pull request's base; the input `base` can name a revision.";
const noForkPoint =
  "The clone does not show where the pull request began, so it is compared with its base branch as it is: what that " +
  "branch has gained meanwhile counts as lost. `fetch-depth: 0` for actions/checkout shows it.";

/** As the commit has them: a shallow clone hides them from other commands. */
async function parentsOf(git: Git, commit: string): Promise<readonly string[]> {
  const answer = await askGit(git, "cat-file", "commit", commit);
  if ("failure" in answer) return [];
  const [header = ""] = answer.text.split("\n\n", 1);
  return [...header.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([, parent = ""]) => parent);
}

async function namedBase(git: Git, name: string): Promise<Base> {
  if (!/^[^-\p{Cc}][^\p{Cc}]*$/u.test(name)) return none(`The input \`base\` names no revision: \`${name}\`.`);
  const known = (await commitOf(git, name)) ?? (await commitOf(git, `refs/remotes/origin/${name}`));
  if (known !== undefined) return { type: "found", commit: known, note: null };
  if (/^[0-9a-f]{40,64}$/.test(name)) return fetched(git, name);
  const refs = [`refs/heads/${name}`, `refs/tags/${name}`, `refs/tags/${name}^{}`];
  const listed = await askGit(git, "ls-remote", "origin", ...refs);
  if ("failure" in listed) return none(notThere(`\`${name}\``, listed.failure));
  const commit = listedCommit(listed.text, name);
  const isNowhere = `Neither the clone nor the repository that it is of has a revision \`${name}\`.`;
  return commit === undefined ? none(isNowhere) : fetched(git, commit);
}

/** A branch comes before a tag, and of an annotated tag the commit and not the tag is meant. */
function listedCommit(listing: string, name: string): string | undefined {
  const lines = listing.split("\n").map((line) => line.split("\t"));
  const commits = new Map(lines.map(([commit = "", ref = ""]) => [ref, commit]));
  return commits.get(`refs/heads/${name}`) ?? commits.get(`refs/tags/${name}^{}`) ?? commits.get(`refs/tags/${name}`);
}

/** A shallow clone lacks the commit, and one is enough to compare with. */
async function fetched(git: Git, commit: string): Promise<Base> {
  const found: Base = { type: "found", commit, note: null };
  if ((await commitOf(git, commit)) !== undefined) return found;
  // With a depth a whole clone would be cut off.
  const depth = (await isShallow(git)) ? ["--depth=1"] : [];
  const options = ["--quiet", "--no-tags", "--no-recurse-submodules", ...depth];
  const fetch = await askGit(git, "fetch", ...options, "origin", commit);
  if ((await commitOf(git, commit)) !== undefined) return found;
  return none(notThere(`\`${commit.slice(0, 12)}\``, "failure" in fetch ? fetch.failure : "git has not fetched it."));
}

function notThere(what: string, failure: string): string {
  const remedy = "With `fetch-depth: 0` actions/checkout has it.";
  return `The base ${what} is not in the clone and could not be fetched: ${failure} ${remedy}`;
}
