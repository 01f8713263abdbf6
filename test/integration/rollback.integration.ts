import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { DeregisterTaskDefinitionCommand, ECSClient } from "@aws-sdk/client-ecs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { AwsFailed } from "../../ops/errors.ts";
import { redeploy } from "../../ops/redeploy.ts";
import { Releases } from "../../ops/release/store.ts";
import { rollback } from "../../ops/rollback.ts";
import { Session } from "../../ops/session.ts";
import { nobody } from "../cli/running.ts";
import { root } from "../config/writing.ts";
import { canary, definition, ids, release, Stack } from "./rollback-stack.ts";

const [a, b] = ["20261101T000000Z-aaaaaa", "20261110T000000Z-bbbbbb"];

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack?.stop());
beforeEach(() => stack.prepare());
afterEach(() => vi.unstubAllEnvs());

const back = (wish: { to?: string } = {}, more = {}) =>
  rollback(stack.target, wish, stack.voice, stack.manner(more));
const all = (revision: string) => Object.fromEntries(ids.map((id) => [id, revision]));
const toTarget = "api prospector-staging-api:1 BLUE_GREEN bake 1 hooks AWS_LAMBDA";

describe("ops rollback", () => {
  it("says what it would do, and changes nothing", async () => {
    expect(await back({}, { act: false })).toBe("planned");
    const text = stack.said.join("\n");

    expect(text).toContain("rollback staging, in 123456789012 eu-central-1\nas arn:aws:sts::123456789012:");
    expect(text).toContain(`from ${b}\nto   ${a}`);
    expect(text).toMatch(
      /^ {2}api +prospector-staging-api:2 → prospector-staging-api:1 {2}all traffic at once, watched for 1 minute/m,
    );
    expect(text).toMatch(
      /^ {2}worker +prospector-staging-worker:2 → prospector-staging-worker:1 {2}task by task, at once$/m,
    );
    expect(text).toMatch(/^ {2}frontend: that release was written down without one; what serves stays$/m);
    expect([stack.ecs.changes, await stack.records("rollback/")]).toEqual([[], {}]);
  });

  it("goes back to the last good release: gating service first, all traffic at once, and puts the canary back", async () => {
    expect(await back()).toBe("done");

    expect(stack.ecs.changes[0]).toBe(toTarget);
    expect(stack.ecs.changes.slice(1, 4).toSorted()).toEqual(
      ["scheduler", "scraper", "worker"].map((id) => `${id} prospector-staging-${id}:1`),
    );
    expect(stack.ecs.changes.slice(4)).toEqual(["api CANARY bake 1 50 % hooks AWS_LAMBDA+PAUSE"]);
    expect(stack.serving).toEqual(all("1"));
    expect(stack.ecs.services.get("api")?.configuration).toEqual(canary);
    expect(stack.said.join("\n")).toContain("./golive ops pin staging --live");
  });

  it("writes down what it did, and that the release it left is none to go back to", async () => {
    await back();

    const written = Object.entries(await stack.records("rollback/"));
    expect(written).toEqual([
      [
        expect.stringMatching(/^rollback\/\d{8}T\d{6}Z-[0-9a-f]{6}\.json$/),
        expect.objectContaining({
          kind: "rollback",
          stack: "prospector-staging",
          from: b,
          to: a,
          services: release(a, 1, "0041").services,
          frontend: null,
          watch: {
            minutes: 1,
            alarms: Object.fromEntries(
              ["blue", "green"].flatMap((colour) =>
                ["slow", "failing"].map((kind) => [`prospector-staging-api-${colour}-${kind}-answers`, "OK"]),
              ),
            ),
          },
          result: "serves",
        }),
      ],
    ]);
    expect((await stack.records("release/"))[`release/${b}-rolled-back.json`]).toEqual({
      ...release(b, 2, "0042"),
      result: "rolled back from",
    });
    const store = Releases.of(stack.target, new Session("123456789012", "arn:aws:iam::1:user/anna"));
    expect((await store.list()).map(({ id, result }) => [id, result])).toEqual([
      [b, "rolled back from"],
      [a, "serves"],
    ]);
  });

  it("stops a canary, which takes it to 0 % at once, and deploys nothing where that leads to the target", async () => {
    stack.ecs.deploying("api", definition("api", 3));

    expect(await back()).toBe("done");
    expect(stack.ecs.changes).toEqual(["api stopped: ROLLBACK"]);
    expect(stack.serving).toEqual(all("2"));
    expect(Object.values(await stack.records("rollback/"))).toEqual([
      expect.objectContaining({ from: null, to: b, result: "serves" }),
    ]);
    expect(Object.keys(await stack.records("release/"))).not.toContain(`release/${b}-rolled-back.json`);
  });

  it("stops a canary first, and then goes on to a release that is named", async () => {
    stack.ecs.deploying("api", definition("api", 3));

    await back({ to: a });
    expect(stack.ecs.changes.slice(0, 2)).toEqual(["api stopped: ROLLBACK", toTarget]);
    expect(stack.serving).toEqual(all("1"));
  });

  it("ends with the reason where a deployment comes to nothing, writes that down, and leaves the release unmarked", async () => {
    stack.ecs.failing.add("api");

    await expect(back()).rejects.toThrow(
      /^not proven: 20261101T000000Z-aaaaaa does not serve everywhere:\n✘ api: a lifecycle hook failed\n[\s\S]*\nnext: /,
    );
    expect(Object.values(await stack.records("rollback/"))).toEqual([
      expect.objectContaining({ result: "not proven" }),
    ]);
    expect(Object.keys(await stack.records("release/"))).not.toContain(`release/${b}-rolled-back.json`);
    expect(stack.ecs.services.get("api")?.configuration).toEqual(canary);
  });

  it("ends with what to do next where an alarm still rings after the watch", async () => {
    await stack.ring("prospector-staging-api-green-failing-answers");

    await expect(back()).rejects.toThrow(
      /serves, and these alarms still ring:\n {2}✘ prospector-staging-api-green-failing-answers\nnext: /,
    );
    expect(Object.values(await stack.records("rollback/"))).toEqual([
      expect.objectContaining({ result: "serves, and alarms ring" }),
    ]);
    expect(stack.drawn.at(-1)).toContain("ALARM: prospector-staging-api-green-failing-answers");
  });

  it("says loudly that the declared way of deploying could not be put back", async () => {
    stack.ecs.refusesConfiguration = true;

    await back();
    expect(stack.said.join("\n")).toMatch(
      /could not be put back; until `\.\/golive up staging` does, releases reach all users at once:\n {2}✘ api: could not update api: .* needs ecs:UpdateService/,
    );
  });

  it("stopped by Ctrl-C, puts back how releases are deployed and says how to go on", async () => {
    const stop = new AbortController();
    stack.ecs.looks = Number.POSITIVE_INFINITY;
    const voice = { ...stack.voice, now: () => stop.abort() };

    await expect(rollback(stack.target, {}, voice, stack.manner({ signal: stop.signal }))).rejects.toThrow(
      `interrupted: what is said above was done, and AWS goes on with it. To go on from here:\n  ./golive ops rollback staging --to ${a} --watch-minutes 1 --yes`,
    );
    expect(stack.ecs.services.get("api")?.configuration).toEqual(canary);
    expect(await stack.records("rollback/")).toEqual({});
  });

  const notNow = "could not look at the services of prospector-staging as ";

  it("does not end its watch at an answer that AWS does not give", async () => {
    stack.ecs.looks = 10;
    const silences = [2];
    const now = () => {
      stack.ecs.silent = silences.pop() ?? stack.ecs.silent;
    };

    expect(await rollback(stack.target, {}, { ...stack.voice, now }, stack.manner())).toBe("done");
    expect([silences, stack.ecs.silent]).toEqual([[], 0]);
  });

  it("ends where AWS gives none, puts back how releases are deployed and says how to go on", async () => {
    const now = () => {
      stack.ecs.silent = 100;
    };
    const error = await rollback(stack.target, {}, { ...stack.voice, now }, stack.manner()).catch(
      (one: unknown) => one,
    );

    expect(error).toBeInstanceOf(AwsFailed);
    expect(String(error)).toContain(notNow);
    expect(String(error)).toContain(
      `To go on from here:\n  ./golive ops rollback staging --to ${a} --watch-minutes 1 --yes`,
    );
    expect(stack.ecs.services.get("api")?.configuration).toEqual(canary);
  });

  it("says what is not proven also where the reasons cannot be found out", async () => {
    stack.ecs.failing.add("api");
    const say = (line: string) => {
      if (line.startsWith("written down:")) stack.ecs.silent = 100;
    };

    await expect(rollback(stack.target, {}, { ...stack.voice, say }, stack.manner())).rejects.toThrow(
      `not proven: ${a} does not serve everywhere:\n✘ api: a lifecycle hook failed\n    why could not be found out: ${notNow}`,
    );
  });

  /** The command in a process of its own, told to stop as soon as it watches. */
  async function typed(words: readonly string[], told: (child: ChildProcess) => void) {
    const args = ["ops", "rollback", "staging", "-d", stack.folder, ...words];
    const child = spawn(process.execPath, [join(root, "cli/golive.ts"), ...args], {
      env: { PATH: process.env.PATH, ...nobody, ...stack.environment },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 50_000,
    });
    let stdout = "";
    child.stdout.on("data", (part: Buffer) => {
      const before = stdout.includes("watching for");
      stdout += part.toString("utf8");
      if (!before && stdout.includes("watching for")) told(child);
    });
    const [status] = await once(child, "exit");
    return { status, stdout };
  }

  it("told by CI to stop, puts back how releases are deployed, and names the folder of the stack's file", async () => {
    stack.ecs.looks = Number.POSITIVE_INFINITY;
    const { status, stdout } = await typed(["--yes"], (child) => child.kill("SIGTERM"));

    expect(status).toBe(1);
    expect(stdout).toContain(
      `To go on from here:\n  ./golive ops rollback staging -d ${stack.folder} --to ${a} --yes\n`,
    );
    expect(stack.ecs.services.get("api")?.configuration).toEqual(canary);
  });

  it("comes to its end, and is written down, where nobody reads what it says any more", async () => {
    const { status } = await typed(["--watch-minutes", "0", "--yes"], (child) => {
      child.kill("SIGHUP");
      child.stdout?.destroy();
      child.stderr?.destroy();
    });

    expect(status).toBe(0);
    expect(stack.serving).toEqual(all("1"));
    expect(Object.values(await stack.records("rollback/"))).toEqual([
      expect.objectContaining({ result: "serves" }),
    ]);
  });

  it("goes on with a rollback that was stopped, not one release further, and marks the release that it leaves", async () => {
    const stop = new AbortController();
    stack.ecs.looks = 30;
    const voice = { ...stack.voice, now: () => stop.abort() };
    await rollback(stack.target, {}, voice, stack.manner({ signal: stop.signal })).catch(() => undefined);
    const begun = stack.ecs.changes.length;
    for (const { deployments } of stack.ecs.services.values()) for (const one of deployments) one.left = 2;

    expect(await back()).toBe("done");
    expect(stack.ecs.changes.length).toBe(begun);
    expect(stack.serving).toEqual(all("1"));
    expect(Object.keys(await stack.records("release/"))).toContain(`release/${b}-rolled-back.json`);
  });

  it("refuses a release that does not run on the schema that the database has", async () => {
    await stack.put(`migration/${"3".repeat(64)}/db-ONE`, {
      kind: "migration",
      at: "2026-11-11T00:00:00.000Z",
      image: "api",
      digest: "3".repeat(64),
      schema: { version: "0043", runsWith: ["0043"], keeps: ["0042"] },
      database: { identifier: "d", resourceId: "db-ONE" },
      snapshot: "s",
      result: "SUCCESSFUL",
    });

    await expect(back()).rejects.toThrow(
      `${a} is refused:\n  ✘ the database has schema 0043, and this release runs with 0041 alone: \`ops rollback --database --to ${a}\` goes back with the data\nNothing was changed.`,
    );
    expect(stack.ecs.changes).toEqual([]);
  });

  it("goes nowhere where a record of a migration is none: the schema would be a guess", async () => {
    await stack.put("migration/3333/db-ONE", { kind: "migration" });

    await expect(back()).rejects.toThrow("migration/3333/db-ONE.json is no record of a migration");
    expect(stack.ecs.changes).toEqual([]);
  });

  it("refuses a release of which ECS no longer runs a task definition", async () => {
    await new ECSClient(stack.moto.client).send(
      new DeregisterTaskDefinitionCommand({ taskDefinition: "prospector-staging-worker:1" }),
    );

    await expect(back()).rejects.toThrow(/✘ worker: prospector-staging-worker:1 is inactive/);
    expect(stack.ecs.changes).toEqual([]);
  });

  it("refuses where nothing is deployed", async () => {
    stack.ecs.services.clear();
    await expect(back()).rejects.toThrow(
      /✘ none of the stack's services is deployed\nNothing was changed\.$/,
    );
  });

  it("refuses a release that was gone back from, and one that nobody knows", async () => {
    await back();

    await expect(back({ to: b })).rejects.toThrow(/was gone back from: it is no release to go back to/);
    await expect(back({ to: "20260101T000000Z-ffffff" })).rejects.toMatchObject({
      mistakes: [expect.objectContaining({ path: "--to", allowed: `a release that served: ${a}` })],
    });
  });
});

describe("ops redeploy", () => {
  const again = (more = {}) => redeploy(stack.target, stack.voice, stack.manner(more));

  it("gives the last good release new tasks where it serves already", async () => {
    expect(await again()).toBe("done");

    expect(stack.ecs.changes[0]).toBe("api prospector-staging-api:2 BLUE_GREEN bake 1 hooks AWS_LAMBDA");
    expect(stack.ecs.changes.length).toBe(5);
    expect(Object.values(await stack.records("rollback/"))).toEqual([
      expect.objectContaining({ kind: "redeploy", from: null, to: b, result: "serves" }),
    ]);
  });

  it("goes to the last good release where another serves, and never to one that was gone back from", async () => {
    await back();
    stack.ecs.services.forEach((service, id) => {
      service.taskDefinition = definition(id, 3);
    });

    await again();
    expect(stack.serving).toEqual(all("1"));
  });

  it("only says what it would do without --yes", async () => {
    expect(await again({ act: false })).toBe("planned");
    expect(stack.ecs.changes).toEqual([]);
  });
});
