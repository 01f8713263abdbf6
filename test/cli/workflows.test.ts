import { spawnSync } from "node:child_process";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { onPath } from "../../cli/process.ts";
import { shippedIn } from "../../readiness/register/shipped.ts";
import { root } from "../config/writing.ts";
import { running } from "./running.ts";

const folder = ".github/workflows";
const files = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
const pr = parse(readFileSync(join(root, folder, "pr.yml"), "utf8"));

/** The command and the options of each line that a person could type too. */
const typed = Object.values(shippedIn(root).workflows)
  .flat()
  .flatMap((line) => line.match(/\.\/golive [^|&;>]*/g) ?? [])
  .map((line) => line.trim().split(/\s+/).slice(1));
const groups = ["ops", "ops frontend", "emergency"];
function commandOf([first = "", second = "", third = ""]: readonly string[]): string {
  if (!groups.includes(first)) return first;
  return groups.includes(`${first} ${second}`) ? `${first} ${second} ${third}` : `${first} ${second}`;
}
const passedOn = ["--yes", "--coverage"];

describe("workflows", { timeout: 60_000 }, () => {
  it.each([...Map.groupBy(typed, commandOf)])("type commands that there are: %s", async (command, lines) => {
    const { status, stdout } = await running([...command.split(" "), "--help"]);
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
    const { on, jobs } = parse(readFileSync(join(root, folder, "release.yml"), "utf8"));
    const order = ["validate", "build", "staging", "smoke", "tag", "plan", "production"];

    expect(on.push).toEqual({ branches: ["main"] });
    expect(Object.keys(jobs)).toEqual(order);
    expect(order.slice(1).map((job) => jobs[job].needs)).toEqual(order.slice(0, -1));
    expect([jobs.staging.environment, jobs.production.environment]).toEqual(["staging", "production"]);
    expect(jobs.plan.environment).toBeUndefined();
    expect(JSON.stringify(jobs)).not.toMatch(/AWS_SECRET_ACCESS_KEY|aws-secret/);
  });

  it("look at night for drift, try a backup, and do the drumbeat (K24)", () => {
    const { on, jobs } = parse(readFileSync(join(root, folder, "nightly.yml"), "utf8"));
    expect(on.schedule).toHaveLength(1);
    expect(Object.keys(jobs)).toEqual(["drift", "restore", "drumbeat"]);
  });

  it("give a pull request no credential, and whoever comments none of its code", () => {
    const comment = readFileSync(join(root, folder, "comment.yml"), "utf8");

    expect(pr.permissions).toEqual({ contents: "read" });
    expect(JSON.stringify(pr)).not.toMatch(/id-token|secrets\.|\bvars\./);
    expect(comment).not.toMatch(/uses:|npm|\.\/golive/);
  });
});
