import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commitAt } from "../../cli/commit.ts";
import { upArguments } from "../../cli/up/arguments.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import { recorded } from "../readiness/preview/recordings.ts";
import { answering } from "./answering.ts";
import { PulumiStandIn } from "./pulumi-stand-in.ts";
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
      approved: undefined,
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
      approved: undefined,
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

describe("the file of what was approved", () => {
  it("is named", () => {
    expect(upArguments(["--approved", "plan.json", "--yes"])).toMatchObject({
      approved: "plan.json",
      pulumi: ["--yes"],
    });
    expect(upArguments(["--approved=plan.json"])).toMatchObject({ approved: "plan.json" });
  });

  it.each([[["--approved"]], [["--approved", "--yes"]], [["--approved="]]])("is none in %j", (given) => {
    expect(() => upArguments(given)).toThrow(InputMistakes);
  });

  it("is looked for before anybody else is asked", { timeout: 60_000 }, async () => {
    expect(await answering(["up", "staging", "--approved", "/nonexistent/plan.json"])).toEqual({
      status: 2,
      stdout: "",
      stderr:
        "1 mistake in the input:\n\n/nonexistent/plan.json\n  found:   no such file\n  allowed: what `./golive preview` saved\n",
    });
  });
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
  let stand: PulumiStandIn;
  beforeEach(() => {
    stand = new PulumiStandIn(folder);
  });
  const pulumi = (played: Parameters<PulumiStandIn["plays"]>[0] = {}) => ({ PATH: stand.plays(played) });
  const ran = () => stand.words("up") !== undefined;

  it("deploys nothing where AWS cannot be asked, and says what to do", async () => {
    const { status, stdout, stderr } = await answering(["up", "staging", "--yes"], {
      ...nobody,
      ...pulumi(),
    });

    expect([status, stdout, ran()]).toEqual([3, "", false]);
    expect(stderr).toMatch(/^no AWS credentials, so we could not ask who we are/);
    expect(stderr).toContain(
      "Nothing was deployed. Where there is no AWS to ask, --unproven deploys without a proof.",
    );
  });

  it("deploys nothing with another account's credentials", async () => {
    await using sts = await Endpoint.start(() => identityOf("999900001111"));
    const env = { ...somebody, ...pulumi(), AWS_ENDPOINT_URL: sts.url };
    const { status, stderr } = await answering(["up", "staging"], env);

    expect([status, ran()]).toEqual([2, false]);
    expect(stderr).toContain("found:   credentials of account 999900001111");
  });

  it.each([
    [0, 0],
    [255, 3],
  ])("--unproven says so loudly, and ends as pulumi does: %i is %i", async (code, status) => {
    const ended = await answering(["up", "staging", "--unproven", "--yes"], {
      ...nobody,
      ...pulumi({ code }),
    });

    expect([ended.status, ran()]).toEqual([status, true]);
    expect(ended.stdout).not.toContain("unproven");
    expect(ended.stderr).toContain("golive: UNPROVEN, as you said: no image is looked for");
    expect(ended.stderr).toContain("no release is written down");
  });

  it("refuses what would take the judgement away, before anything else", async () => {
    const { status, stderr } = await answering(["up", "staging", "--again", "-f"], {
      ...nobody,
      ...pulumi(),
    });

    expect([status, ran()]).toEqual([2, false]);
    expect(stderr).toContain("the preview is where the policy pack blocks before anything is made");
  });

  const unproven = (played: Parameters<typeof pulumi>[0], ...words: string[]) =>
    answering(["up", "staging", "--unproven", "--yes", ...words], { ...nobody, ...pulumi(played) });
  const preview = (played: Parameters<typeof pulumi>[0], ...words: string[]) =>
    answering(["preview", "staging", ...words], { ...nobody, ...pulumi(played) });
  const file = () => join(folder, "plan.json");

  it("looks at the plan first, with the words of the update, and says what it comes to", async () => {
    const release = recorded("release");
    const words = ["up", "staging", "--unproven", "--yes", "--target", "**::scraper-service"];
    const { status, stdout, stderr } = await running(words, { ...nobody, ...pulumi({ preview: release }) });

    expect([status, stdout]).toEqual([0, "pulumi speaks of up\n"]);
    expect(stand.words("preview")).toMatch(/^preview .* --target \*\*::scraper-service\n$/);
    expect(stand.words("preview")).not.toContain("--yes");
    expect(stand.words("up")).toMatch(/ --yes --target /);
    expect(stderr).toContain("Plan  1 to update, 1 to replace");
  });

  it("does not begin where a database would be replaced, also where pulumi would", async () => {
    const { status, stderr } = await unproven({ preview: recorded("database-renamed") });

    expect([status, ran()]).toEqual([1, false]);
    expect(stderr).toContain("✘ database-instance: replace: it holds the product's data");
    expect(stderr).toContain("golive: nothing was deployed.");
  });

  it("does not begin where the preview fails, and shows what pulumi said", async () => {
    const { status, stderr } = await unproven({ previewCode: 255 });

    expect([status, ran()]).toEqual([3, false]);
    expect(stderr).toContain("pulumi speaks of preview\ngolive: nothing was deployed.");
  });

  it("does not begin where the plan has no end, however content pulumi is", async () => {
    const { status, stderr } = await unproven({ preview: "" });

    expect([status, ran()]).toEqual([3, false]);
    expect(stderr).toContain("so its plan could not be judged");
  });

  it("says so where the update did what nobody had judged", async () => {
    const up = recorded("release").replaceAll('"planning": true', '"planning": false');
    const { status, stderr } = await unproven({ up });

    expect([status, ran()]).toEqual([1, true]);
    expect(stderr).toMatch(/✘ replace urn:\S+::scraper-definition: was not planned/);
    expect(stderr).toContain("golive: NOT AS JUDGED");
  });

  it("is content with an update that kept to its plan", async () => {
    const release = recorded("release");
    const up = release.replaceAll('"planning": true', '"planning": false');

    expect((await unproven({ preview: release, up })).status).toBe(0);
  });

  it("deploys what was approved, and says by whom", async () => {
    const saved = await preview({ preview: recorded("release") }, "--save", file());
    expect([saved.status, stand.words("preview")]).toEqual([0, expect.not.stringContaining("--save")]);
    expect(saved.stderr).toContain(`./golive up staging --approved ${file()}`);
    const { status, stderr } = await unproven({ preview: recorded("release") }, "--approved", file());

    expect([status, ran()]).toEqual([0, true]);
    expect(stand.words("up")).not.toContain("--approved");
    expect(stderr).toMatch(/the plan is the one that \S+ saved at \d{4}-/);
  });

  it("deploys nothing but what was approved, and names each difference", async () => {
    await preview({ preview: recorded("release") }, "--save", file());
    const approval = JSON.parse(readFileSync(file(), "utf8"));
    writeFileSync(file(), JSON.stringify({ ...approval, pack: "0".repeat(64) }));
    const { status, stderr } = await unproven({}, "--approved", file());

    expect([status, ran()]).toEqual([1, false]);
    expect(stderr).toContain("✘ the policy pack differs: 000000000000 was approved");
    expect(stderr).toMatch(/✘ update urn:\S+::scraper-service: was approved, and would not happen/);
    expect(stderr).toContain("Nothing was deployed. Look again: ./golive preview staging --save");
  });

  it.each([
    ["a file that is not there", undefined, "no such file"],
    ["a file that is no approval", "{}", "--save FILE` wrote"],
  ])("deploys nothing with %s, and plans nothing either", async (_, text, says) => {
    if (text !== undefined) writeFileSync(file(), text);
    const { status, stderr } = await unproven({}, "--approved", file());

    expect([status, ran(), stand.words("preview")]).toEqual([2, false, undefined]);
    expect(stderr).toContain(says);
  });

  it("is given no file to approve where the plan is refused, nor an older one", async () => {
    writeFileSync(file(), "an approval of yesterday");
    const { status, stderr } = await preview({ preview: recorded("bucket-undeclared") }, "--save", file());

    expect(status).toBe(1);
    expect(stderr).toContain("✘ bucket-reports-bucket: delete: it holds objects");
    expect(() => readFileSync(file())).toThrow("ENOENT");
  });
});

describe("drift", () => {
  const drift = async (preview: string, ...words: string[]) => {
    const stand = new PulumiStandIn(folder);
    const env = { ...nobody, PATH: stand.plays({ preview }) };
    return {
      ...(await answering(["preview", "staging", "--drift", ...words], env)),
      words: stand.words("preview"),
    };
  };

  it("is asked of AWS, and none is good", async () => {
    const { status, stderr, words } = await drift('{"summaryEvent":{}}');

    expect([status, words]).toEqual([0, expect.stringMatching(/ --refresh\n$/)]);
    expect(stderr).toContain("golive: staging is as it was declared");
  });

  it("is refused, each resource with what differs", async () => {
    const { status, stderr } = await drift(recorded("release"));

    expect(status).toBe(1);
    expect(stderr).toContain("golive: DRIFT: 2 resources of staging not as declared");
    expect(stderr).toContain("✘ scraper-service  aws:ecs/service:Service: taskDefinition");
  });

  it("is mended, not approved", async () => {
    const { status, words } = await drift("", "--save", "plan.json");

    expect([status, words]).toEqual([2, undefined]);
  });
});
