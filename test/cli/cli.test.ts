import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { meaning } from "../../cli/engine.ts";
import { explain, worst } from "../../cli/exit.ts";
import { onPath } from "../../cli/process.ts";
import { progress } from "../../cli/progress.ts";
import { argumentMistakes, previewArguments } from "../../cli/pulumi-arguments.ts";
import { chooseStacks, stacksIn } from "../../cli/stacks.ts";
import { DependencyFailed, InputMistakes } from "../../readiness/errors.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-cli-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function golive(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/golive.ts", ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

describe("the command line", () => {
  it("prints its help when nothing is asked, and lists every command", () => {
    const { status, stdout, stderr } = golive([]);
    const commands = [...stdout.matchAll(/^ {2}\.\/golive ([a-z:]+)/gm)].map(([, name]) => name);

    expect([status, stderr]).toEqual([0, ""]);
    expect(commands).toEqual([
      "gate",
      "parity",
      "preview",
      "up",
      "ops",
      "cutover",
      "emergency",
      "test",
      "test:engine",
      "test:integration",
      "build",
      "check",
      "audit",
      "bench",
      "docs",
      "completion",
    ]);
  });

  it.each([
    [["gat"], 'No command "gat". Did you mean gate?'],
    [["frobnicate"], 'No command "frobnicate".\n./golive --help lists the commands'],
    [["--frobnicate", "gate"], "Which command?"],
    [["gate", "production"], "Unknown argument: production\n./golive gate --help says what it takes"],
    [["gate", "--stak", "production"], "Unknown argument: stak"],
    [["gate", "--json", "--markdown"], "mutually exclusive"],
    [["up"], "Which stack?"],
    [["gate", "--stack", "prod"], 'did you mean "production"?'],
    [["gate", "--directory", "no/such/folder"], "no such folder"],
    [["up", "production", "--skip-preview"], "--skip-preview"],
    [["up", "--yes", "production"], "right after the command"],
    [["up", "-y", "x", "production"], "the stack comes first"],
  ])("refuses %j with exit code 2, one reason and no stack trace", (args, reason) => {
    const { status, stdout, stderr } = golive(args);

    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(reason);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("offers completion", () => {
    expect(golive(["completion"]).stdout).toContain("complete -o");
    expect(golive(["--get-yargs-completions", "./golive", ""]).stdout.split("\n")).toContain("gate");
  });
});

describe("preview and up", () => {
  /** Stands in for the pulumi CLI: prints its words, writes an event log, ends as told. */
  function pulumi(code: number, event = '{"summaryEvent":{}}'): string {
    const file = join(folder, "pulumi");
    writeFileSync(
      file,
      `#!/bin/sh\nfor word in "$@"; do [ "$last" = --event-log ] && echo '${event}' >"$word"; last=$word; done\nprintf '%s|' "$@" "$(node --version)" "$PULUMI_OPTION_SKIP_PREVIEW" "$PULUMI_OPTION_POLICY_PACK"\nexit ${code}\n`,
    );
    chmodSync(file, 0o755);
    return [folder, process.env.PATH].join(delimiter);
  }
  const words = (stdout: string) =>
    stdout
      .replace(/--event-log\|[^|]+\|/, "")
      .split("|")
      .slice(0, -1);

  it("always carry the pack, this Node, and a person's own arguments", () => {
    const { status, stdout } = golive(["up", "staging", "--unproven", "--yes", "--policy-pack", "theirs"], {
      PATH: pulumi(0),
    });

    expect(status).toBe(0);
    expect(words(stdout)).toEqual([
      "up",
      "--stack",
      "staging",
      "--policy-pack",
      "policy",
      "--yes",
      "--policy-pack",
      "theirs",
      process.version,
      "",
      "",
    ]);
  });

  it("are not talked out of it by the environment, which may only add packs", () => {
    const env = {
      PATH: pulumi(0),
      PULUMI_OPTION_SKIP_PREVIEW: "true",
      PULUMI_OPTION_POLICY_PACK: "policy,theirs",
    };

    expect(words(golive(["preview", "staging"], env).stdout)).toEqual([
      "preview",
      "--stack",
      "staging",
      "--policy-pack",
      "policy",
      "--policy-pack",
      "theirs",
      process.version,
      "",
      "",
    ]);
  });

  it("end with 1 where a mandatory rule refused, and with 3 where anything else failed", () => {
    const refusal = '{"sequence":3,"policyEvent":{"message":"no","enforcementLevel":"mandatory"}}';
    const advice = '{"sequence":3,"policyEvent":{"message":"no","enforcementLevel":"advisory"}}';

    expect([
      golive(["preview", "staging"], { PATH: pulumi(255, refusal) }).status,
      golive(["preview", "staging"], { PATH: pulumi(255, advice) }).status,
    ]).toEqual([1, 3]);
  });

  it.each([
    ["--skip-preview"],
    ["--skip-preview=true"],
    ["-f"],
    ["-yf"],
    ["-rf"],
    ["-s"],
    ["--stack=other"],
    ["-C"],
    ["--cwd"],
    ["--remote"],
    ["--remote-git-branch=x"],
    ["--policy-pack-config"],
    ["--event-log"],
    ["--config-file=other.yaml"],
    ["--ignore-protect"],
  ])("refuse %s", (argument) => {
    expect(argumentMistakes([argument]).map(({ found }) => found)).toEqual([argument]);
  });

  it.each([["--yes"], ["-y"], ["--policy-pack"], ["-mfix"], ["-cfoo=bar"], ["--diff"], ["urn:f"], ["-p4"]])(
    "pass on %s",
    (argument) => {
      expect(argumentMistakes([argument])).toEqual([]);
    },
  );

  it("plan with the words of an update, but for those that only an update knows", () => {
    const words = ["-yr", "--yes", "--diff", "--continue-on-error", "-j", "--secrets-provider", "x", "-mfix"];

    expect(
      previewArguments([...words, "--target", "**::api", "--strict", "--json=true", "-yc", "a=b"]),
    ).toEqual(["-r", "--diff", "-mfix", "--target", "**::api", "-c", "a=b"]);
    expect(previewArguments(["--diff", "--", "--yes"])).toEqual(["--diff"]);
  });

  it("put pulumi's exit codes in the words of ours", () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255].map((code) => meaning(code, false))).toEqual([
      0, 3, 2, 3, 3, 1, 2, 1, 3, 3, 3,
    ]);
  });
});

describe("stacks", () => {
  it("are the files of the folder, and all of them unless some are asked for", () => {
    for (const file of ["Pulumi.yaml", "Pulumi.b.yaml", "Pulumi.a.yml", "Pulumi.txt"])
      writeFileSync(join(folder, file), "");

    expect(stacksIn(folder)).toEqual(["a", "b"]);
    expect([chooseStacks(folder, []), chooseStacks(folder, ["b", "b"])]).toEqual([["a", "b"], ["b"]]);
    expect(() => chooseStacks(folder, ["c", "d"])).toThrow(InputMistakes);
  });

  it("must exist", () => {
    expect(() => chooseStacks(folder, [])).toThrow("no stack file");
  });
});

describe("exit codes", () => {
  it("are the worst of all stacks", () => {
    expect([worst([]), worst([0, 1]), worst([1, 3, 2]), worst([2, 0])]).toEqual([0, 1, 3, 2]);
  });

  it("tell the input's mistakes from what failed around it", () => {
    const mistake = {
      file: "Pulumi.a.yaml",
      line: 7,
      column: 5,
      path: "account",
      found: "12",
      allowed: "12 digits",
      hint: "quote it",
    };

    expect(explain(new InputMistakes([mistake, mistake]))).toEqual({
      code: 2,
      text: expect.stringMatching(
        /^2 mistakes in the input:\n\nPulumi\.a\.yaml:7:5 {2}account\n {2}found: {3}12\n {2}allowed: 12 digits\n {2}quote it\n/,
      ),
    });
    expect(explain(new DependencyFailed("the pack died"))).toEqual({ code: 3, text: "the pack died" });
    expect(explain(new TypeError("x is not a function")).text).not.toContain("    at ");
  });
});

describe("the progress line", () => {
  const screen = (isTTY: boolean) => {
    const written: string[] = [];
    return { written, isTTY, columns: 80, write: (text: string) => written.push(text) > 0 };
  };

  it("is silent while things are quick", async () => {
    const quick = screen(true);
    progress(["a"], "evaluating", quick, 50).done();
    await pause(80);

    expect(quick.written).toEqual([]);
  });

  it("moves on a terminal and clears itself away", async () => {
    vi.stubEnv("TERM", "xterm");
    const slow = screen(true);
    const line = progress(["a", "b"], "evaluating", slow, 1);
    line.step("b", "judging");
    await vi.waitFor(() => expect(slow.written).not.toEqual([]), 5000);
    line.done();

    expect(slow.written[0]).toContain("a: starting · b: judging");
    expect(slow.written.at(-1)).toBe("\r\u001b[2K");
  });

  it.each([
    ["in a log", false, "xterm"],
    ["on a terminal that cannot draw over it", true, "dumb"],
  ])("is one line %s", async (_, terminal, term) => {
    vi.stubEnv("TERM", term);
    const log = screen(terminal);
    const line = progress(["a", "b"], "asking about", log, 1);
    await vi.waitFor(() => expect(log.written).not.toEqual([]), 5000);
    line.done();

    expect(log.written).toEqual(["asking about a, b …\n"]);
  });
});

describe("looking on PATH", () => {
  it("finds what may be run, and nothing else", () => {
    writeFileSync(join(folder, "tool"), "");
    expect(onPath("tool", folder)).toBeUndefined();
    chmodSync(join(folder, "tool"), 0o755);
    expect(onPath("tool", `${delimiter}/no/such${delimiter}${folder}`)).toBe(join(folder, "tool"));
  });
});
