import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { commit, git, gitIsMissing } from "../../cli/test/git-repository.js";
import { commentMarker, withoutMentions, writeComment, type Written } from "../src/comment.js";
import type { Api } from "../src/github-api.js";
import { commentServer, type CommentServer, listening, type Refusal, type ServedComment } from "./comment-server.js";
import { type ActionRun, bundle, runBundle } from "./run-bundle.js";
import { baseFiles, pullRequestEvent, type ShopRepository, shopRepository } from "./shop.js";

const { file } = bundle();
const address = "https://github.example/octo/shop/pull/7#issuecomment-1";
const bot = { login: "github-actions[bot]", type: "Bot" } as const;

function run(
  repository: ShopRepository,
  { address: api }: Pick<CommentServer, "address">,
  more: Readonly<Record<string, string>> = {},
): Promise<ActionRun> {
  return runBundle(file, {
    workspace: repository.folder,
    inputs: { paths: "k8s", comment: "true", token: "secret-token", ...more },
    eventName: "pull_request",
    event: pullRequestEvent(repository),
    sha: git(repository.folder, "rev-parse", "HEAD").trim(),
    env: { GITHUB_API_URL: api },
  });
}

/** All else is as without the comment. */
function expectTheRest(ran: ActionRun, note: string): void {
  expect(ran.stderr).toBe("");
  expect(ran.annotations.map(({ level }) => level)).toEqual(["error", "warning", "notice"]);
  expect(ran.outputs).toMatchObject({ conclusion: "failure", "exit-code": "1", "comment-url": "" });
  expect(ran.log).toContain(note);
  expect(ran.summary.replaceAll("\\", "")).toContain(note);
  expect(ran.summary).toContain("### Connections");
  expect(ran.stdout).not.toContain("secret-token");
}

describe.skipIf(gitIsMissing)("the comment of a pull request", () => {
  it("is made once, written anew after, and left alone where it says the same", async () => {
    const server = await commentServer();
    const repository = shopRepository();
    const first = await run(repository, server);
    expect(first.outputs["comment-url"]).toBe(address);
    expect(server.comments).toHaveLength(1);
    expect(server.comments[0]?.body).toMatch(/^<!-- netpolint checks netpolint \. k8s -->\n## netpolint\n/);
    expect(server.comments[0]?.body).toContain("1 connection gained, 3 lost.");
    expect(server.requests.every(({ authorization }) => authorization === "Bearer secret-token")).toBe(true);
    expect(first.summary).toContain("1 connection gained, 3 lost.");

    server.requests.length = 0;
    await run(repository, server);
    expect(server.requests.map(({ method }) => method)).toEqual(["GET"]);

    git(repository.folder, "checkout", "-q", "change");
    commit(repository.folder, { "k8s/policies.yaml": "" });
    git(repository.folder, "checkout", "-q", "--detach", "main");
    git(repository.folder, "merge", "-q", "--no-ff", "--no-gpg-sign", "-m", "merge", "change");
    const head = git(repository.folder, "rev-parse", "change").trim();
    server.requests.length = 0;
    const second = await run({ ...repository, head }, server);
    expect(second.outputs["comment-url"]).toBe(address);
    expect(server.requests.map(({ method }) => method)).toEqual(["GET", "PATCH"]);
    expect(server.comments).toHaveLength(1);
    expect(server.comments[0]?.body).not.toContain("3 lost");
  });

  it("is one for each job and set of paths", async () => {
    const server = await commentServer();
    const repository = shopRepository();
    await run(repository, server);
    await run(repository, server, { paths: "k8s/shop.yaml\nk8s/policies.yaml" });
    expect(server.comments.map(({ body }) => body.split("\n")[0])).toEqual([
      "<!-- netpolint checks netpolint . k8s -->",
      "<!-- netpolint checks netpolint . k8s%2Fshop.yaml k8s%2Fpolicies.yaml -->",
    ]);
  });

  it("is no longer than GitHub takes, and says what it lacks", async () => {
    const { "k8s/old.yaml": old } = baseFiles;
    const policies = Array.from({ length: 300 }, (_, index) => old.replace("old", `old-\u20ac-${index}`));
    const server = await commentServer();
    const ran = await run(shopRepository(baseFiles, { "k8s/old.yaml": policies.join("---\n") }), server);
    const [made] = server.comments;
    expect(made?.body.length).toBeLessThanOrEqual(65_536);
    expect(made?.body.length).toBeGreaterThan(60_000);
    expect(made?.body).toMatch(/^\d+ more findings: see \[the log of the step\]/m);
    expect(made?.body).toContain("### Connections");
    expect(ran.summary.length).toBeGreaterThan(65_536);
    expect(ran.summary).not.toContain("more findings");
  });

  it("is not made where the token only reads, which the summary says", async () => {
    const body = { message: "Resource not accessible by integration" };
    const server = await commentServer([], ({ method }) => (method === "GET" ? undefined : { status: 403, body }));
    const ran = await run(shopRepository(), server);
    expect(server.comments).toEqual([]);
    expectTheRest(ran, "the token may not (HTTP 403: Resource not accessible by integration)");
    expect(ran.log).toContain("pull-requests: write");
  });

  it("is not made where the token may not even read", async () => {
    const server = await commentServer([], () => ({ status: 404, body: { message: "Not Found" } }));
    expectTheRest(await run(shopRepository(), server), "the token may not (HTTP 404: Not Found)");
  });

  it("waits as long as GitHub asks for, and no longer than a minute", async () => {
    let calls = 0;
    const limited: Refusal = () => (++calls === 1 ? { status: 429, headers: { "retry-after": "0" } } : undefined);
    const server = await commentServer([], limited);
    expect((await run(shopRepository(), server)).outputs["comment-url"]).toBe(address);
    const body = { message: "API rate limit exceeded" };
    const exhausted = await commentServer([], () => ({ status: 403, headers: { "x-ratelimit-remaining": "0" }, body }));
    expectTheRest(await run(shopRepository(), exhausted), "no more calls for now (HTTP 403: API rate limit exceeded)");
    expect(exhausted.requests).toHaveLength(1);
    const later = await commentServer([], () => ({ status: 429, headers: { "retry-after": "61" } }));
    expectTheRest(await run(shopRepository(), later), "no more calls for now (HTTP 429)");
    expect(later.requests).toHaveLength(1);
  });

  it("is not made where GitHub cannot be reached", async () => {
    const gone = createServer();
    const address = await listening(gone);
    await new Promise((resolve) => {
      gone.close(resolve);
    });
    expectTheRest(await run(shopRepository(), { address }), "GitHub cannot be reached (ECONNREFUSED)");
    const server = await commentServer([], () => "hang up");
    expectTheRest(await run(shopRepository(), server), "GitHub cannot be reached (UND_ERR_SOCKET)");
    expect(server.comments).toEqual([]);
  });

  it("needs a pull request and a token", async () => {
    const server = await commentServer();
    const repository = shopRepository();
    expectTheRest(await run(repository, server, { token: "" }), "the input `token` is empty");
    const { folder: workspace, base, merge } = repository;
    const inputs = { paths: "k8s", comment: "true", token: "secret-token" };
    const event = { before: base, after: merge };
    const env = { GITHUB_API_URL: server.address };
    const pushed = await runBundle(file, { workspace, inputs, eventName: "push", event, sha: merge, env });
    expectTheRest(pushed, "The event is about no pull request, so there is no comment.");
    expect(server.requests).toEqual([]);
  });
});

describe("writing a comment", () => {
  const marker = commentMarker(["checks", "netpolint", "a b", "-->"]);

  async function write(server: CommentServer, body = "text", isNews = true): Promise<Written> {
    const waits: number[] = [];
    const api: Api = {
      fetch,
      sleep: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
      address: server.address,
      token: "secret-token",
    };
    return writeComment(api, { repository: "octo/shop", pullRequest: 7, marker }, body, isNews);
  }

  function others(count: number): ServedComment[] {
    const user = { login: "ada", type: "User" } as const;
    return Array.from({ length: count }, (_, index) => ({ id: index + 1, body: "a remark", user }));
  }

  it("has a marker that no word of it can end", () => {
    expect(marker).toBe("<!-- netpolint checks netpolint a%20b --%3E -->");
  });

  it("finds the comment on a later page", async () => {
    const server = await commentServer([...others(230), { id: 900, body: `${marker}\r\nold`, user: bot }]);
    expect(await write(server)).toMatchObject({ type: "written" });
    expect(server.requests.map(({ method, path }) => `${method} ${path.split("?")[1] ?? ""}`)).toEqual([
      "GET per_page=100",
      "GET per_page=100&page=2",
      "GET per_page=100&page=3",
      "PATCH ",
    ]);
    expect(server.comments.at(-1)?.body).toBe(`${marker}\ntext`);
  });

  it("leaves alone what somebody else has written, marker or not", async () => {
    const server = await commentServer([
      { id: 1, body: `${marker}\nI am netpolint`, user: { login: "mallory", type: "User" } },
      { id: 2, body: `> ${marker}\nquoted`, user: bot },
      { id: 3, body: `${marker} and more`, user: bot },
    ]);
    expect(await write(server)).toMatchObject({ type: "written" });
    const texts = server.comments.map(({ body }) => body.split("\n")[1]);
    expect(texts).toEqual(["I am netpolint", "quoted", undefined, "text"]);
  });

  it("knows the comment of the person whose token it is", async () => {
    const ada = { id: 2, body: `${marker}\nold`, user: { login: "ada", type: "User" } } as const;
    const mallory = { id: 1, body: `${marker}\nold`, user: { login: "mallory", type: "User" } } as const;
    const server = await commentServer([{ ...mallory }, { ...ada }], ({ path }) =>
      path === "/user" ? { status: 200, body: { login: "ada" } } : undefined,
    );
    await write(server);
    expect(server.comments.map(({ body }) => body)).toEqual([mallory.body, `${marker}\ntext`]);
  });

  it("makes none where there is no news, but says so in one that is there", async () => {
    const empty = await commentServer();
    expect(await write(empty, "nothing", false)).toEqual({ type: "not-needed" });
    expect(empty.comments).toEqual([]);
    const server = await commentServer([{ id: 1, body: `${marker}\nold`, user: bot }]);
    await write(server, "nothing", false);
    expect(server.comments[0]?.body).toBe(`${marker}\nnothing`);
  });

  it("stays the only one where the answer to making it is lost", async () => {
    let posts = 0;
    const lost = await commentServer();
    const { comments } = lost;
    const server = await commentServer(comments, ({ method }) => {
      if (method !== "POST" || ++posts > 1) return undefined;
      // It was made all the same.
      comments.push({ id: 1, body: `${marker}\ntext`, user: bot });
      return "hang up";
    });
    expect(await write(server)).toMatchObject({ type: "written" });
    expect(comments).toHaveLength(1);
    expect(posts).toBe(1);
  });

  it("tries again what failed for the moment, three times at most", async () => {
    let calls = 0;
    const shaky: Refusal = ({ method }) => (method === "GET" && ++calls < 3 ? { status: 502 } : undefined);
    const server = await commentServer([], shaky);
    expect(await write(server)).toMatchObject({ type: "written" });
    const broken = await commentServer([], () => ({ status: 500, body: { message: "::error::pwned\n" } }));
    expect(await write(broken)).toEqual({ type: "failed", why: "GitHub answered with HTTP 500: ::error::pwned\n" });
    expect(broken.requests).toHaveLength(3);
  });

  it("gives the token to nobody else, whatever the next page is said to be", async () => {
    const stranger = await commentServer();
    const link = `<${stranger.address}/repos/octo/shop/issues/7/comments?page=2>; rel="next"`;
    const answer = { status: 200, headers: { link }, body: [] };
    const server = await commentServer([], ({ method }) => (method === "GET" ? answer : undefined));
    await write(server);
    expect(stranger.requests).toEqual([]);
  });

  it("calls nobody by name, and refers to no issue", () => {
    expect(withoutMentions("\\@ada and \\#12, `@node`")).toBe("@\u200bada and #\u200b12, `@node`");
  });
});
