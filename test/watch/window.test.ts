import type { RequestListener } from "node:http";
import { setTimeout as after } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { AwsFailed, WrongInput } from "../../ops/errors.ts";
import { AskedOurselves } from "../../ops/watch/asking.ts";
import { type WindowName, windowOf } from "../../ops/watch/window.ts";
import { type Watched, watchWindow } from "../../ops/watch.ts";
import { answering } from "../load/answering.ts";

const stack = answering();

async function watched(
  name: WindowName,
  answer: RequestListener,
  signal = new AbortController().signal,
): Promise<Watched> {
  const trial = await stack.trialOf(answer);
  const source = await AskedOurselves.of(trial, { everyMs: 20, pointMs: 200 });
  const window = windowOf(trial, name, { since: undefined, minutes: 1.2 / 60 });
  return watchWindow(trial, window, source, {
    signal,
    lookMs: 100,
    saw: () => undefined,
    say: () => undefined,
  }).finally(() => source.stop());
}

describe("a rehearsal of a watch, which asks itself", () => {
  it("passes where all is well, and is written down with its points", async () => {
    const { passed, record, failures } = await watched("60m", (_, response) => response.end());
    expect([passed, failures]).toEqual([true, []]);
    expect(record).toMatchObject({ kind: "watch-60m", result: "passed" });
    expect(Object.keys(record?.through ?? {})).toEqual(["api"]);
    expect(record?.attachments.map(({ name }) => name)).toEqual(["points.json"]);
    expect(record?.measurements["api.requests"]).toBeGreaterThan(20);
  });

  it("ends at once where answers fail, and calls it critical", async () => {
    const began = Date.now();
    const { passed, critical, failures } = await watched("60m", (_, response) =>
      response.writeHead(500).end(),
    );
    expect(passed).toBe(false);
    expect(critical).toEqual(["api: 100 % of answers are 5xx, for 2 min"]);
    expect(failures[0]?.requirements).toEqual(["G17", "C20"]);
    expect(Date.now() - began).toBeLessThan(1100);
  });

  it("fails by K07 where answers are slow", async () => {
    const { failures } = await watched("60m", async (_, response) => {
      await after(300);
      response.end();
    });
    expect(failures.flatMap(({ requirements }) => requirements)).toContain("K07");
  });

  it("is a failure where somebody stops it, and a look of five minutes leaves no record", async () => {
    const stopped = await watched("60m", (_, response) => response.end(), AbortSignal.timeout(400));
    expect([stopped.passed, stopped.interrupted, stopped.record?.result]).toEqual([false, true, "failed"]);
    // It was to last 0.02 min, and was looked at for a third of that.
    expect(stopped.record?.measurements.minutes).toBeLessThan(0.02);
    const look = await watched("5m", (_, response) => response.end());
    expect([look.passed, look.record]).toEqual([true, undefined]);
  });
});

describe("a watch that breaks off", () => {
  const broken = {
    from: "nobody",
    lagMs: 0,
    read: () => Promise.reject(new AwsFailed("CloudWatch says no\nand how to look")),
    stop: () => undefined,
  };
  const tried = async (name: WindowName) => {
    const said: string[] = [];
    const trial = await stack.trial({ api: "http://127.0.0.1:1" });
    const window = windowOf(trial, name, { since: undefined, minutes: 1 });
    const { signal } = new AbortController();
    const say = (line: string) => void said.push(line);
    const ended = watchWindow(trial, window, broken, { signal, lookMs: 1, saw: () => undefined, say });
    await expect(ended).rejects.toThrow("CloudWatch says no");
    return { said, at: trial.store.at, records: (await trial.store.read()).records };
  };

  it("is written down as failed, and says where that stands", async () => {
    const { said, at, records } = await tried("60m");
    expect(records.map(({ kind, result, says }) => [kind, result, says])).toEqual([
      ["watch-60m", "failed", "broke off: CloudWatch says no"],
    ]);
    expect(said).toEqual([`written down as a rehearsal: ${at}/00000001.json`]);
  });

  it("leaves nothing where it is only a look", async () => {
    const { said, records } = await tried("5m");
    expect([said, records]).toEqual([[], []]);
  });
});

describe("from when to when", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  const real = { through: {} };
  const rehearsed = { through: { api: "http://127.0.0.1:1" } };
  const spanOf = (...[trial, name, more]: Parameters<typeof windowOf>) => {
    const { from, to } = windowOf(trial, name, { now, ...more });
    return [from.toISOString().slice(5, 16), to.toISOString().slice(5, 16)];
  };
  const none = { since: undefined, minutes: undefined };

  it("is forward for an hour, back for a day, and from then on where somebody says since when", () => {
    expect(spanOf(real, "60m", none)).toEqual(["11-21T12:00", "11-21T13:00"]);
    expect(spanOf(real, "24h", none)).toEqual(["11-20T11:58", "11-21T11:58"]); // what is complete already
    const since = new Date("2026-11-21T11:20:00Z");
    expect(spanOf(real, "60m", { since, minutes: undefined })).toEqual(["11-21T11:20", "11-21T12:20"]);
  });

  it("is forward in a rehearsal, and as short as it says", () => {
    expect(spanOf(rehearsed, "24h", { since: undefined, minutes: 2 })).toEqual([
      "11-21T12:00",
      "11-21T12:02",
    ]);
  });

  it.each([
    ["a shorter watch of a stack itself", real, { since: undefined, minutes: 2 }],
    ["a rehearsal of what was", rehearsed, { since: new Date("2026-11-21T11:00:00Z"), minutes: 2 }],
    ["what is yet to come", real, { since: new Date("2026-11-21T13:00:00Z"), minutes: undefined }],
    ["what nobody keeps any more", real, { since: new Date("2026-11-01T13:00:00Z"), minutes: undefined }],
  ])("is not %s", (_, trial, more) => {
    expect(() => windowOf(trial, "60m", { now, ...more })).toThrow(WrongInput);
  });
});
