import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tagRelease } from "../../ops/tag.ts";
import { keep } from "../../ops/trial/trial.ts";
import { World } from "./world.ts";

let folder: string;
let world: World;
const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t.example", ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
  }).trim();

beforeEach(() => {
  world = new World();
  folder = mkdtempSync(join(tmpdir(), "golive-tag-"));
  git("init", "--quiet");
  git("config", "user.name", "Ada");
  git("config", "user.email", "ada@prospector.example");
  writeFileSync(join(folder, "a"), "a");
  git("add", "a");
  git("commit", "--quiet", "-m", "a");
});
afterEach(() => {
  world[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

const wish = (more: object = {}) => ({
  ...{ repository: folder, remote: "origin", push: false, commit: undefined },
  ...more,
});
const smoked = async (commit: string | null, passed = true) =>
  keep(await world.trial({ commit }), "smoke", { began: new Date(), passed, says: "smoke" });

describe("ops tag", () => {
  it("tags the commit of the smoke test, once, by a name with the release in it", async () => {
    const head = git("rev-parse", "HEAD");
    await smoked(head.slice(0, 12));
    const { release } = await world.trial();
    const name = `release/staging/${release.slice(0, 12)}`;

    expect(await world.plan(tagRelease(wish()))).toEqual([
      `makes the tag ${name} on ${head}`,
      expect.stringMatching(/^which smoke test 1 has passed/),
      "pushes nothing: --push does",
    ]);
    expect(git("tag", "--list")).toBe("");
    const record = await world.act(tagRelease(wish()));

    expect([record.kind, record.result, record.measurements]).toEqual([
      "tag",
      "passed",
      { tag: name, commit: head, pushed: false },
    ]);
    expect([git("cat-file", "-t", name), git("rev-parse", `${name}^{commit}`)]).toEqual(["tag", head]);
    expect(git("tag", "--list", "--format=%(contents)", name)).toContain(`Fingerprint ${release}`);
    expect((await world.act(tagRelease(wish()))).result).toBe("passed");
  });

  it("pushes where it is told to", async () => {
    const remote = mkdtempSync(join(tmpdir(), "golive-remote-"));
    execFileSync("git", ["init", "--bare", "--quiet", remote]);
    git("remote", "add", "origin", remote);
    await smoked(git("rev-parse", "HEAD"));
    await world.act(tagRelease(wish({ push: true })));

    const { release } = await world.trial();
    expect(execFileSync("git", ["tag", "--list"], { cwd: remote, encoding: "utf8" })).toBe(
      `release/staging/${release.slice(0, 12)}\n`,
    );
    rmSync(remote, { recursive: true, force: true });
  });

  it.each([
    ["was not tried", async () => undefined, /has no smoke test/],
    ["failed", () => smoked("abc1234", false), /has failed its smoke test/],
    ["was tried of nobody knows what", () => smoked(null), /does not say of which commit/],
  ])("refuses a release that %s", async (_, before, said) => {
    await before();
    await expect(world.plan(tagRelease(wish()))).rejects.toThrow(said);
  });

  it("refuses another commit than the one that was tried, and a repository without it", async () => {
    await smoked("0".repeat(40));
    await expect(world.plan(tagRelease(wish({ commit: "1111111" })))).rejects.toThrow(/not of 1111111/);
    await expect(world.plan(tagRelease(wish()))).rejects.toThrow(/without the commit 0000/);
  });

  it("refuses a tag that is on another commit", async () => {
    const head = git("rev-parse", "HEAD");
    await smoked(head);
    git("commit", "--quiet", "--allow-empty", "-m", "b");
    const { release } = await world.trial();
    git("tag", "-a", "-m", "x", `release/staging/${release.slice(0, 12)}`);
    await expect(world.act(tagRelease(wish()))).rejects.toThrow(/is there already, on/);
  });

  it("refuses what serves as nobody has written it down", async () => {
    await smoked(git("rev-parse", "HEAD"));
    const drill = tagRelease(wish());
    const work = await world.work();
    const other = { ...work, trial: { ...work.trial, release: "f".repeat(64) } };
    await expect(drill.plan(other)).rejects.toThrow(/only what serves as it is written down is tagged/);
  });
});
