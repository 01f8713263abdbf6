import { spawnSync } from "node:child_process";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { onPath } from "../../cli/process.ts";
import { type KindName, kindNames, kindOf } from "../../evidence/kinds.ts";
import { exercises } from "../../readiness/register/exercises.ts";
import { shippedIn } from "../../readiness/register/shipped.ts";
import { root } from "../config/writing.ts";
import { answering } from "./answering.ts";
import { stepsTyped } from "./steps-typed.ts";

const folder = ".github/workflows";
const files = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
const read = (name: string) => parse(readFileSync(join(root, folder, `${name}.yml`), "utf8"));
const [pr, release, nightly, drills] = ["pr", "release", "nightly", "drills"].map(read);

/** What jobs type for a stack, the steps of a cutover among it. */
function made(
  jobs: Readonly<Record<string, { readonly steps: readonly { run?: string }[] }>>,
  stack: string,
) {
  const typed = Object.values(jobs)
    .flatMap(({ steps }) => steps.flatMap(({ run = "" }) => [...run.matchAll(/\.\/golive ([^\n|;&]+)/g)]))
    .map(([, words = ""]) => words.replace('"$STACK"', stack));
  return typed.flatMap((words) => {
    const steps = stepsTyped(words);
    if (steps === undefined) return [words];
    const own = steps.filter(({ on }) => on === "here" && words.includes(` ${stack} `));
    return own.map(({ command }) => command.replace("{stack}", stack));
  });
}
const commandFor = (name: KindName, stack: string): string =>
  kindOf(name)
    .command.replace("{stack}", stack)
    .replace("{subject}", "")
    .replace(/ --yes$/, "");

/** The command and the options of each line that a person could type too. */
const typed = Object.values(shippedIn(root).workflows)
  .flat()
  .flatMap((line) => line.match(/\.\/golive [^|&;>]*/g) ?? [])
  .map((line) => line.trim().split(/\s+/).slice(1));
const groups = ["ops", "ops canary", "ops evidence", "ops frontend", "emergency"];
function commandOf([first = "", second = "", third = ""]: readonly string[]): string {
  if (!groups.includes(first)) return first;
  return groups.includes(`${first} ${second}`) ? `${first} ${second} ${third}` : `${first} ${second}`;
}
const passedOn = ["--yes", "--coverage"];

describe("workflows", { timeout: 60_000 }, () => {
  it.each([...Map.groupBy(typed, commandOf)])("type commands that there are: %s", async (command, lines) => {
    const { status, stdout } = await answering([...command.split(" "), "--help"]);
    expect([status, stdout.startsWith(`./golive ${command}`)]).toEqual([0, true]);

    const options = lines.flat().flatMap((word) => /^--[a-z-]+/.exec(word)?.[0] ?? []);
    const known = [...stdout.matchAll(/--[a-z-]+/g)].flat();
    const stray = options.filter((one) => !known.includes(one) && !passedOn.includes(one));
    expect(stray).toEqual([]);
  });

  it.runIf(onPath("actionlint"))("are what actionlint accepts", () => {
    const { status, stdout } = spawnSync("actionlint", files, { cwd: root, encoding: "utf8" });
    expect([status, stdout]).toEqual([0, ""]);
  });

  it("judge every folder of stacks for a pull request", () => {
    const folders = globSync("{.,examples/*}/Pulumi.*.yaml", { cwd: root }).map((file) => dirname(file));
    expect([...pr.jobs.gate.strategy.matrix.folder].sort()).toEqual([...new Set(folders)].sort());
  });

  it("let nothing be merged that one of them refuses (W01)", () => {
    const others = Object.keys(pr.jobs).filter((job) => job !== "green");
    expect(pr.jobs.green.needs).toEqual(others);
    expect(pr.jobs.green.if).toBe("always()");
    expect(pr.jobs.green.steps[0].run).toContain(`= ${others.map(() => "success").join(",")}`);
  });

  it("deploy staging on main, and production after a person's yes to the plan that runs (P18, C19)", () => {
    const { on, jobs } = release;
    const order = ["validate", "build", "staging", "smoke", "tag", "plan", "production", "hour"];

    expect(on.push).toEqual({ branches: ["main"] });
    expect(order.slice(1).map((job) => jobs[job].needs)).toEqual(order.slice(0, -1));
    expect([jobs.staging.environment, jobs.production.environment]).toEqual(["staging", "production"]);
    expect(jobs.plan.environment).toBeUndefined();
    expect(JSON.stringify(jobs)).not.toMatch(/AWS_SECRET_ACCESS_KEY|aws-secret/);
  });

  it("try on staging what a GO asks of a release, and let nobody wait for its hour (K05, K06)", () => {
    const needed = Object.values<{ needs?: string }>(release.jobs).map(({ needs }) => needs);
    expect(release.jobs.tried.needs).toBe("staging");
    expect(needed).not.toContain("tried");

    const asked = kindNames.filter((name) => kindOf(name).bound === "release");
    const commands = made(release.jobs, "staging");
    expect(
      asked.filter((name) => !commands.some((one) => one.startsWith(commandFor(name, "staging")))),
    ).toEqual([
      "preflight", // of production: before its plan
      "migrate", // a deployment migrates by itself, and writes that down
    ]);
  });

  it("leave to people what people must judge, bear or answer, and nothing else (G18)", () => {
    const all = [release, nightly, drills].flatMap(({ jobs }) => [
      ...made(jobs, "staging"),
      ...made(jobs, "production"),
    ]);
    const asked = new Set(Object.values(exercises).flat());
    const stacksOf = (name: KindName) =>
      kindOf(name).where === "here" ? ["production"] : ["staging", "production"];
    const left = [...asked].filter(
      (name) => !stacksOf(name).some((stack) => all.some((one) => one.startsWith(commandFor(name, stack)))),
    );
    expect(left.sort()).toEqual([
      "bootstrap-admin",
      "compose",
      "email",
      "error-test",
      "incident",
      "migrate", // by `up` itself
      "page",
      "providers",
      "rotate",
      "signoff",
    ]);
    const runbook = readFileSync(join(root, "docs/runbook.md"), "utf8");
    const chapter = runbook.slice(
      runbook.indexOf("\n## Who tries what"),
      runbook.indexOf("\n## GO or NO-GO"),
    );
    for (const name of left) expect(chapter).toContain(name === "migrate" ? "migrat" : `ops ${name}`);
  });

  it("look at night for drift, try backups, do the drumbeat (K24)", () => {
    expect(nightly.on.schedule).toHaveLength(1);
    expect(Object.keys(nightly.jobs)).toEqual(["drift", "restore", "drumbeat"]);
    expect(Object.keys(drills.jobs)).toEqual(["staging"]);
  });

  it("let nothing wait behind a run that waits for an approval, least of all the way back (W10)", () => {
    const groups = files.flatMap((file) => {
      const { concurrency } = parse(readFileSync(join(root, file), "utf8"));
      return concurrency === undefined ? [] : [concurrency.group.replace(/-\$.*$/, " of one")];
    });
    expect(groups.sort()).toEqual(["back of one", "comment of one", "nightly", "pr of one"]);
    const { staging, production } = release.jobs;
    const held = [staging, production, drills.jobs.staging].map(({ concurrency }) => concurrency);
    expect(held).toEqual(
      ["staging", "production", "staging"].map((group) => ({ group, "cancel-in-progress": false })),
    );
  });

  it("give a pull request no credential, and whoever comments none of its code", () => {
    const comment = readFileSync(join(root, folder, "comment.yml"), "utf8");

    expect(pr.permissions).toEqual({ contents: "read" });
    expect(JSON.stringify(pr)).not.toMatch(/id-token|secrets\.|\bvars\./);
    expect(comment).not.toMatch(/uses:|npm|\.\/golive/);
  });
});
