import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Missing } from "../../readiness/go-live/types.ts";
import type { Ended } from "../cli/running.ts";
import { chromium } from "./browser.ts";
import { revisions } from "./launch/platform.ts";
import { minutes } from "./launch/rehearsed.ts";
import { aboutTime, failedAt, inAws, patient, typed } from "./launch/typed.ts";
import { World } from "./launch/world.ts";
import { apiFolder } from "./product-python.ts";

// Real: the product with its database, queue, worker and pages; the commands, each as a person types it; the records; the
// browser. Stood in for: AWS, by moto and launch/aws.ts, which says what of it; the error tracker; Docker; and what the
// engine would export (launch/state.ts). test/engine/launch.engine.ts has the real engine.
let world: World;
beforeAll(async () => {
  world = await World.start();
}, 180_000);
afterAll(() => world?.stop(), 60_000);

const cutover = (phase: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> => {
  const { folder, evidence, state, commit, key, repository, product, through } = world;
  const where = ["-d", folder, "--evidence", evidence, "--state", state, "--rehearsal"];
  const what = ["--commit", commit, "--repository", repository, "--logs", product.logs, "--minutes", minutes];
  const here = ["--exec", "--cwd", apiFolder, "--sign-with", key, "--out", join(folder, "report")];
  return world.golive(["cutover", phase, "production", "--yes", ...where, ...what, ...here, ...through], env);
};

/** Types them one after another, each of which must pass. */
async function passes(missing: readonly Missing[]): Promise<void> {
  for (const { what, command } of missing) {
    const type = () => typed(world, what, command);
    const ended = await (aboutTime.includes(what) ? patient(type) : type());
    expect(ended.status, failedAt(command, ended)).toBe(0);
  }
}

describe("a launch of the sample product", { timeout: 400_000 }, () => {
  it("begins with nothing: NO-GO, and every kind of trial is missing", async () => {
    const { verdict, missing } = await world.verdict();
    expect(verdict).toBe("NO-GO");
    expect(missing.filter(({ tier, state }) => tier !== "exercised" || state === "failed")).toEqual([]);
    expect(missing).toHaveLength(32);
  });

  it("passes half an hour and ten minutes before, unattended", async () => {
    const t30 = await patient(() => cutover("t-30", inAws));
    expect(t30.status, failedAt("t-30", t30)).toBe(0);
    const t10 = await cutover("t-10");
    expect(t10.status, failedAt("t-10", t10)).toBe(0);
    const again = await cutover("t-10");
    expect(again.stdout.match(/done already/g)).toHaveLength(2);
  });

  it("comes to GO by the very commands that the verdict names", async () => {
    const staging = ["staging", "-d", world.folder];
    const [{ missing }, composed] = await Promise.all([
      world.verdict(),
      world.golive(["ops", "compose", ...staging]),
      // What a drumbeat asks of staging's records, and the verdict only of production's.
      typed(world, "restore", `./golive ops restore-drill ${staging.join(" ")} --yes`),
    ]);
    expect(composed.status).toBe(0);
    // What is about time first and alone; then the two stacks side by side, each of which has a chain of its own.
    const isAboutTime = ({ what }: Missing) => aboutTime.includes(what);
    const isOfStaging = ({ command }: Missing) => command.includes(" staging ");
    const others = missing.filter((one) => !isAboutTime(one));
    await passes(missing.filter(isAboutTime));
    await Promise.all([
      passes(others.filter(isOfStaging)),
      passes(others.filter((one) => !isOfStaging(one))),
    ]);
    const { verdict, missing: left } = await world.verdict();
    expect([verdict, left]).toEqual(["GO (rehearsal)", []]);
  });

  it("is signed, watched and reported at the moment and after it, and stays GO", async () => {
    // What the deployment would have left, which a rehearsal leaves out.
    const { production } = world.stands;
    world.aws.production.ecs.deployed("api", production.definition("api", revisions.now), "SUCCESSFUL");
    const t0 = await cutover("t0");
    expect(t0.status, failedAt("t0", t0)).toBe(0);
    expect(t0.stdout).toContain("left out: a rehearsal deploys nothing");
    expect(t0.stdout).toMatch(/^Mira Okafor says GO to release .*\n {2}may run:\n {4}\S+@sha256:/m);
    const t60 = await patient(() => cutover("t60"));
    expect(t60.status, failedAt("t60", t60)).toBe(0);
    const { verdict, missing } = await world.verdict();
    expect([verdict, missing]).toEqual(["GO (rehearsal)", []]);
  });

  it("leaves a report that opens in a browser, and complains of nothing there", async () => {
    const file = join(world.folder, "report", "report.html");
    expect(readFileSync(file, "utf8")).toContain("✔ GO (rehearsal)");
    const browser = await chromium(9, join(world.folder, "profile"));
    try {
      const tab = await browser.newPage();
      const complaints: string[] = [];
      tab.on("console", (message) => complaints.push(message.text()));
      tab.on("pageerror", (error) => complaints.push(String(error)));
      await tab.goto(pathToFileURL(file).href, { waitUntil: "networkidle0" });
      expect(await tab.evaluate("document.querySelectorAll('.charts svg').length")).toBeGreaterThan(3);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
