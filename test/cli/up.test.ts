import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commitAt } from "../../cli/commit.ts";
import { upArguments } from "../../cli/up/arguments.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import { Endpoint, identityOf, nobody, running, somebody } from "./running.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-up-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the words of an up", () => {
  it("are pulumi's, but for our own", () => {
    const words = ["--yes", "--again", "-m", "fix", "--commit", "3d2f9a0c7b1e", "--unproven", "--diff"];

    expect(upArguments(words)).toEqual({
      again: true,
      unproven: true,
      despiteAlarms: undefined,
      commit: "3d2f9a0c7b1e",
      pulumi: ["--yes", "-m", "fix", "--diff"],
    });
    expect(upArguments(["--commit=3d2f9a0"])).toMatchObject({ commit: "3d2f9a0", pulumi: [] });
  });

  it("are none of ours unless they say so, and all pulumi's behind --", () => {
    expect(upArguments(["--yes", "--", "--again", "--unproven"])).toEqual({
      again: false,
      unproven: false,
      despiteAlarms: undefined,
      commit: undefined,
      pulumi: ["--yes", "--", "--again", "--unproven"],
    });
  });

  it.each([[["--commit"]], [["--commit", "main"]], [["--commit="]], [["--commit", "--yes"]]])(
    "name a commit by its hash: %j is refused",
    (words) => {
      expect(() => upArguments(words)).toThrow(InputMistakes);
    },
  );
});

describe("the reason to deploy although alarms are red", () => {
  const words = "this release is what mends it";

  it("is a sentence", () => {
    expect(upArguments(["--despite-alarms", words, "--yes"])).toMatchObject({
      despiteAlarms: words,
      pulumi: ["--yes"],
    });
    expect(upArguments([`--despite-alarms=${words}`])).toMatchObject({ despiteAlarms: words });
  });

  it.each([
    [["--despite-alarms"]],
    [["--despite-alarms", "--yes-to-all"]],
    [["--despite-alarms", "because"]],
  ])("is none in %j", (given) => {
    expect(() => upArguments(given)).toThrow(InputMistakes);
  });
});

describe("the commit of a release", () => {
  const git = (...args: string[]) =>
    spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], { cwd: folder });
  const sha = "0123456789abcdef0123456789abcdef01234567";

  it("is GitHub's word, then what is checked out, then nobody's", async () => {
    expect(await commitAt(folder, {})).toBeNull();
    git("init", "--quiet");
    expect(await commitAt(folder, {})).toBeNull();
    git("commit", "--quiet", "--allow-empty", "-m", "first");

    expect(await commitAt(folder, { GITHUB_SHA: "refs/heads/main" })).toMatch(/^[\da-f]{40}$/);
    expect(await commitAt(folder, { GITHUB_SHA: sha })).toBe(sha);
  });
});

describe("up", () => {
  /** Stands in for the pulumi CLI: notes that it ran, and ends as told. */
  function pulumi(code = 0): NodeJS.ProcessEnv {
    const file = join(folder, "pulumi");
    writeFileSync(file, `#!/bin/sh\ntouch '${folder}/ran'\necho "$*"\nexit ${code}\n`);
    chmodSync(file, 0o755);
    return { PATH: [folder, process.env.PATH].join(delimiter) };
  }
  const ran = () => existsSync(join(folder, "ran"));

  it("deploys nothing where AWS cannot be asked, and says what to do", async () => {
    const { status, stdout, stderr } = await running(["up", "staging", "--yes"], { ...nobody, ...pulumi() });

    expect([status, stdout, ran()]).toEqual([3, "", false]);
    expect(stderr).toMatch(/^no AWS credentials, so we could not ask who we are/);
    expect(stderr).toContain(
      "Nothing was deployed. Where there is no AWS to ask, --unproven deploys without a proof.",
    );
  });

  it("deploys nothing with another account's credentials", async () => {
    await using sts = await Endpoint.start(() => identityOf("999900001111"));
    const env = { ...somebody, ...pulumi(), AWS_ENDPOINT_URL: sts.url };
    const { status, stderr } = await running(["up", "staging"], env);

    expect([status, ran()]).toEqual([2, false]);
    expect(stderr).toContain("found:   credentials of account 999900001111");
  });

  it.each([
    [0, 0],
    [255, 3],
  ])("--unproven says so loudly, and ends as pulumi does: %i is %i", async (code, status) => {
    const ended = await running(["up", "staging", "--unproven", "--yes"], { ...nobody, ...pulumi(code) });

    expect([ended.status, ran()]).toEqual([status, true]);
    expect(ended.stdout).not.toContain("unproven");
    expect(ended.stderr).toContain("golive: UNPROVEN, as you said: no image is looked for");
    expect(ended.stderr).toContain("no release is written down");
  });

  it("refuses what would take the judgement away, before anything else", async () => {
    const { status, stderr } = await running(["up", "staging", "--again", "-f"], { ...nobody, ...pulumi() });

    expect([status, ran()]).toEqual([2, false]);
    expect(stderr).toContain("the preview is where the policy pack blocks before anything is made");
  });
});
