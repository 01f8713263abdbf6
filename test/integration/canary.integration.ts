import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fingerprint } from "../../evidence/fingerprint.ts";
import { abortCanary } from "../../ops/canary/abort.ts";
import { awaited, goOnWith, shiftingNow } from "../../ops/canary/deployment.ts";
import { watchCanary } from "../../ops/canary/watch.ts";
import { AwsFailed } from "../../ops/errors.ts";
import { clientsOf } from "../../ops/rollback/clients.ts";
import type { Manner, Work } from "../../ops/rollback/work.ts";
import { signIn } from "../../ops/session.ts";
import { beginTrial, type Trial } from "../../ops/trial/trial.ts";
import type { Point, Source } from "../../ops/watch/reading.ts";
import { running } from "../cli/running.ts";
import { definition, ids, Stack } from "./rollback-stack.ts";

let stack: Stack;
let trial: Trial;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  await stack.prepare();
  trial = await beginTrial(stack.target, { evidence: undefined, through: {}, commit: null });
});
afterEach(() => vi.unstubAllEnvs());

async function work(more: Partial<Manner> = {}): Promise<Work> {
  const { target, voice } = stack;
  const session = await signIn(target);
  return { target, session, clients: clientsOf(target), voice, manner: stack.manner(more) };
}

const fine: Point = {
  ...{ at: "2026-11-21T10:00:00.000Z", asked: 100, failed: 0, p95Ms: 90, within95: 99, within99: 100 },
};
/** In CloudWatch's place: moto keeps no percentiles. */
const numbers = (green: Partial<Point> = {}): Source => ({
  ...{ from: "a test", lagMs: 0, stop: () => undefined },
  read: async () => ({
    groups: [
      { service: "api", group: "blue", points: [fine] },
      { service: "api", group: "green", points: [{ ...fine, ...green }] },
    ],
    ...{ gauges: [], red: [] },
  }),
});
const watched = async (source: Source, more: Partial<Manner> = {}) => {
  const at = await work(more);
  return watchCanary(at, trial, await shiftingNow(at), { source, saw: () => undefined });
};
const rows = ({ failures }: { failures: readonly { requirements: readonly string[] }[] }) =>
  failures.map(({ requirements }) => requirements);

describe("ops canary watch", () => {
  it("follows a deployment until it is promoted, and writes down the release that was", async () => {
    stack.ecs.deploying("api", definition("api", 3), 6);
    const record = await watched(numbers());
    expect([record.result, record.kind, record.failures]).toEqual(["passed", "canary", []]);
    const images = Object.fromEntries(
      ids.map((id) => [id, `${id}@sha256:${(id === "api" ? "3" : "2").repeat(64)}`]),
    );
    expect(record.images).toEqual(images);
    expect(record.release).toBe(fingerprint(images, stack.target.config.release.schema.version));
    expect(record.measurements).toMatchObject({ "api.green.requests": 100 });
    expect((await trial.store.read()).records).toEqual([record]);
  });

  it("says why it was rolled back", async () => {
    stack.ecs.failing.add("api");
    stack.ecs.deploying("api", definition("api", 3), 6);
    const record = await watched(numbers());
    expect(record.result).toBe("failed");
    expect(record.failures).toEqual([
      { what: "api: ROLLBACK_SUCCESSFUL, a lifecycle hook failed", requirements: ["K05", "P16"] },
    ]);
  });

  it.each([
    ["failed", { failed: 5 }, ["K05", "K08"]],
    ["were slow", { within95: 80 }, ["K05", "K07"]],
    ["were never asked for", { asked: 0 }, ["K05"]],
  ])(
    "proves nothing of a canary whose answers %s, though ECS promoted it",
    async (_, green, requirements) => {
      stack.ecs.deploying("api", definition("api", 3), 4);
      expect(rows(await watched(numbers(green)))).toEqual([requirements]);
    },
  );

  it("is a failure where nobody looked until its end", async () => {
    stack.ecs.deploying("api", definition("api", 3));
    const record = await watched(numbers(), { signal: AbortSignal.timeout(60) });
    expect(record.failures[0]).toEqual({ what: "nobody looked until its end", requirements: ["K05"] });
  });
});

describe("what breaks off", () => {
  const refused = () => Promise.reject(new AwsFailed("AWS says no\nand how to look"));
  const written = async () => {
    const { records } = await trial.store.read();
    expect(stack.said.filter((line) => line.startsWith("written down"))).toEqual([
      `written down: ${trial.store.at}00000001.json`,
    ]);
    return records.map(({ kind, result, says }) => [kind, result, says]);
  };

  it("is written down of a canary that nobody could watch, and says where", async () => {
    stack.ecs.deploying("api", definition("api", 3));
    await expect(watched({ ...numbers(), read: refused })).rejects.toThrow("AWS says no");
    expect(await written()).toEqual([["canary", "failed", "broke off: AWS says no"]]);
  });

  it("is written down of a canary that nobody could take back, and says where", async () => {
    stack.ecs.deploying("api", definition("api", 3));
    const at = await work();
    const session = Object.assign(await signIn(stack.target), { call: refused, find: refused });
    await expect(abortCanary({ ...at, session }, trial, false)).rejects.toThrow("AWS says no");
    expect(await written()).toEqual([["canary-abort", "failed", "broke off: AWS says no"]]);
  });
});

describe("ops canary promote", () => {
  it("lets a deployment go on that waits for a person", async () => {
    stack.ecs.deploying("api", definition("api", 3));
    stack.ecs.waiting.add("api");
    const at = await work();
    const [service] = await shiftingNow(at);
    const hook = service && awaited(service.deployment);
    expect(hook).toBe("ecs-pause-1");
    if (service && hook) await goOnWith(at, service, hook);
    expect(stack.ecs.changes).toEqual(["api CONTINUE ecs-pause-1"]);
  });
});

describe("ops canary abort", () => {
  it("takes the traffic back, watches at 0 %, and writes down how long it took", async () => {
    stack.ecs.deploying("api", definition("api", 3));
    const record = await abortCanary(await work(), trial, false);
    expect([record.kind, record.result, record.failures]).toEqual(["canary-abort", "passed", []]);
    expect(stack.ecs.changes).toEqual(["api stopped: ROLLBACK"]);
    expect(stack.serving.api).toBe("2");
    expect(record.measurements).toMatchObject({ drill: false, watchMinutes: 1, minutes: 1 });
  });

  it("is not proven where an alarm rings afterwards", async () => {
    stack.ecs.deploying("api", definition("api", 3));
    await stack.ring("prospector-staging-api-blue-failing-answers");
    const record = await abortCanary(await work(), trial, false);
    expect(record.failures.map(({ what }) => what)).toEqual([
      "the alarm prospector-staging-api-blue-failing-answers is red",
    ]);
  });

  it("begins a canary of what serves for a drill, and aborts that", async () => {
    stack.ecs.deploying("api", definition("api", 2), 1); // one that was: a service has had deployments
    await shiftingNow(await work());
    stack.ecs.looks = 8;
    const record = await abortCanary(await work(), trial, true);
    expect([record.result, record.measurements.drill]).toEqual(["passed", true]);
    expect(stack.ecs.changes).toEqual(["api prospector-staging-api:2", "api stopped: ROLLBACK"]);
    expect(stack.serving.api).toBe("2");
  });

  it("keeps the failure of a drill that came to nothing", async () => {
    stack.ecs.deploying("api", definition("api", 2), 1);
    await shiftingNow(await work());
    stack.ecs.looks = 1;
    const record = await abortCanary(await work(), trial, true);
    expect(record.result).toBe("failed");
    expect(record.failures[0]?.what).toContain("before it was aborted");
  });
});

describe("the commands", () => {
  const ops = (...words: readonly string[]) =>
    running(["ops", "canary", ...words, "-d", stack.folder], { ...stack.environment });

  it("say that nothing is being deployed, and change nothing", async () => {
    stack.ecs.deploying("api", definition("api", 2), 1);
    await shiftingNow(await work());
    const promote = await ops("promote", "staging", "--yes");
    expect([promote.status, promote.stdout]).toEqual([
      1,
      expect.stringContaining("nothing is being deployed"),
    ]);
    const abort = await ops("abort", "staging", "--yes");
    expect([abort.status, abort.stdout]).toEqual([
      1,
      expect.stringContaining("there is nothing to take back"),
    ]);
    expect(stack.ecs.changes).toEqual([]);
  });

  it("say that ECS offers no way to hasten a canary that waits for nobody", async () => {
    stack.ecs.deploying("api", definition("api", 3));
    const { status, stdout } = await ops("promote", "staging", "--yes");
    expect([status, stdout]).toEqual([1, expect.stringContaining("offers no way to hasten it")]);
  });

  it("refuse a drill while a release is being deployed", async () => {
    stack.ecs.deploying("api", definition("api", 3));
    const { status, stdout } = await ops("abort", "staging", "--drill", "--yes");
    expect([status, stdout]).toEqual([1, expect.stringContaining("a release is being deployed")]);
    expect(stack.ecs.changes).toEqual([]);
  });
});
