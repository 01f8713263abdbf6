import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { firewallTargets, turn } from "../../cli/emergency/turn.ts";
import { type BreakerDrill, drillBreaker } from "../../ops/emergency/drill.ts";
import { demoted, lifted } from "../../ops/emergency/switches.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import type { TrialWork } from "../../ops/trial/attempt.ts";
import { listening } from "../listening.ts";
import { answering } from "./answering.ts";
import { Folder } from "./running.ts";

const why = ["--reason", "shows totals of others", "--owner", "growth"];
const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});
function folder(): Folder {
  const made = new Folder().write();
  ended.push(() => made[Symbol.dispose]());
  return made;
}
const file = ({ path }: Folder): string => join(path, "Pulumi.staging.yaml");
const textIn = (from: Folder): string => readFileSync(file(from), "utf8");

describe("emergency demote", () => {
  it.each([
    ["the path first", ["/api/totals", "staging"]],
    ["the stack first", ["staging", "/api/totals"]],
  ])("says what it would write and update, with %s, and changes nothing", async (_, words) => {
    const at = folder();
    const before = textIn(at);
    const { status, stdout } = await answering(["emergency", "demote", ...words, ...why, "-d", at.path]);

    expect([status, textIn(at)]).toEqual([1, before]);
    expect(stdout).toContain('+           path: "/api/totals"');
    expect(stdout).toContain("--target '**::firewall-rules' --target '**::firewall-cdn-rules'");
    expect(stdout).toContain("Dry run: nothing was changed");
  });

  it.each([
    ["says neither why nor by whom", ["/api/totals"], ["--reason", "--owner"]],
    ["closes a path that nobody serves", ["/elsewhere", ...why], ["a path that a service serves"]],
    ["names no path", why, ["such as /api/totals"]],
    ["holds until no day", ["/api/totals", ...why, "--until", "tomorrow"], ["--until", "a day that exists"]],
    [
      "closes what is no path",
      ["totals", ...why],
      ["the command line  <path>\n  found:   totals\n  allowed: a path that begins with /"],
    ],
    [
      "has a command in the place of the engine that no drill asked for",
      ["/api/totals", ...why, "--exec", "true"],
      ["--exec"],
    ],
    ["acts on stacks of another folder", ["/api/totals", ...why, "--yes"], ["the project's own stacks"]],
  ])("is refused where it %s", async (_, words, said) => {
    const at = folder();
    const before = textIn(at);
    const { status, stderr } = await answering(["emergency", "demote", "staging", ...words, "-d", at.path]);

    expect([status, textIn(at)]).toEqual([2, before]);
    for (const part of said) expect(stderr).toContain(part);
  });
});

describe("what an emergency is told", () => {
  const dayAfter = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const days = `a day from ${dayAfter(0)} to ${dayAfter(30)}, 30 days ahead`;

  it.each([
    [
      "a reason that says nothing",
      ["--reason", "short", "--owner", "growth"],
      ["--reason", '"short"', "text of at least 10 characters"],
    ],
    [
      "an owner that is no team",
      ["--reason", "shows totals", "--owner", "Me!"],
      ["--owner", '"Me!"', "2–24"],
    ],
    ["a day that is over", [...why, "--until", "2020-01-31"], ["--until", "2020-01-31", days]],
    ["a day that the pack refuses", [...why, "--until", dayAfter(31)], ["--until", dayAfter(31), days]],
  ])("names the option of %s, and no line of the stack file", async (_, words, [option, found, allowed]) => {
    const at = folder();
    const said = async (command: readonly string[]) => {
      const { status, stderr } = await answering(["emergency", ...command, ...words, "-d", at.path]);
      return [status, stderr];
    };
    const mistake = `1 mistake in the input:\n\nthe command line  ${option}\n  found:   ${found}\n  allowed: ${allowed}`;

    expect([await said(["demote", "staging", "/api/totals"]), await said(["freeze", "staging"])]).toEqual([
      [2, expect.stringContaining(mistake)],
      [2, expect.stringContaining(mistake)],
    ]);
  });

  it("names --path where lift is told of what is no path", async () => {
    const at = folder();
    const { status, stderr } = await answering([
      "emergency",
      "lift",
      "staging",
      "--path",
      "totals",
      "-d",
      at.path,
    ]);

    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining(
        "the command line  --path\n  found:   totals\n  allowed: a path that begins with /",
      ),
    ]);
  });
});

describe("emergency freeze and lift", () => {
  it("hold as many operations as are public, and say so before they do", async () => {
    const at = folder();
    const { status, stdout } = await answering(["emergency", "freeze", "staging", ...why, "-d", at.path]);

    expect(status).toBe(1);
    expect(stdout).toMatch(/\+ {7}freeze:\n {2}\+ {9}operations: 2\n/);
  });

  it("have nothing to write where nothing holds", async () => {
    const at = folder();
    const { status, stdout } = await answering(["emergency", "lift", "staging", "-d", at.path]);

    expect(status).toBe(1);
    expect(stdout).toContain("Pulumi.staging.yaml says so already");
  });

  it("open one path, or all but what a worker's pause holds", () => {
    const held = { reason: "a reason", owner: "growth", until: "2026-12-11" };
    const one = { service: "api", path: "/a", answer: "credential" as const, ...held };
    const now = { ...demoted(demoted(undefined, one), { ...one, path: "/b" }), pause: [{ worker: "w" }] };

    expect(lifted(now, "/a")).toEqual({ demote: [{ ...one, path: "/b" }], pause: [{ worker: "w" }] });
    expect(lifted(now, undefined)).toEqual({ pause: [{ worker: "w" }] });
  });
});

describe("a drill of a breaker", () => {
  /** The edge, stood in for: it refuses the paths that the stack file demotes, once the engine was told. */
  async function edge(at: Folder) {
    let rules: Target["config"]["breakers"] = targetAt(file(at)).config.breakers;
    const server = createServer(({ url }, response) => {
      const isClosed = rules.demote.some(({ path }) => path === url);
      response.writeHead(isClosed ? 503 : 404).end();
    });
    const url = `http://127.0.0.1:${await listening(server)}`;
    ended.push(() => server.close());
    const calls: (readonly string[])[] = [];
    return {
      url,
      calls,
      engine: async (_: string, args: readonly string[]) => {
        calls.push(args);
        rules = targetAt(file(at)).config.breakers;
        return 0;
      },
    };
  }

  const notAsked = () => Promise.reject(new Error("not asked"));
  function workOn(target: Target, url: string) {
    const said: string[] = [];
    const voice = { say: (line: string) => void said.push(line), now: () => undefined };
    const trial: TrialWork["trial"] = {
      ...{ target, through: { api: url }, who: "a test", release: "0".repeat(64), images: {}, commit: null },
      store: {
        ...{ at: "nowhere", stack: target.prefix },
        ...{ append: notAsked, read: notAsked, closed: notAsked, attachment: notAsked },
      },
      session: notAsked,
    };
    const signal = new AbortController().signal;
    const work: TrialWork = { trial, voice, manner: { signal, pace: { minute: 100, look: 10 } } };
    return { work, said };
  }

  const path = "/api/golive-drill";
  const held = { reason: "a drill, opened again", owner: "growth", until: "2026-12-11" };
  function drillOf(
    target: Target,
    at: Folder,
    engine: (stack: string, args: readonly string[]) => Promise<number>,
  ): BreakerDrill {
    const close = (now: Parameters<typeof demoted>[0]) =>
      demoted(now, { service: "api", path, answer: "unavailable", ...held });
    return {
      ...{ what: `closing ${path}`, requirement: "K14", service: "api", path },
      closed: (status) => status === 503,
      on: turn(target, file(at), close, engine),
      off: turn(target, file(at), (now) => lifted(now, undefined), engine),
    };
  }

  it("closes a path and opens it again, seen from outside, and leaves the file as it was", async () => {
    const at = folder();
    const before = textIn(at);
    const target = targetAt(file(at));
    const { url, calls, engine } = await edge(at);
    const { work } = workOn(target, url);

    const outcome = await drillBreaker(work, drillOf(target, at, engine));
    expect(outcome).toMatchObject({ passed: true, measurements: { closedSeconds: expect.any(Number) } });
    expect(calls).toEqual([
      [...firewallTargets(target), "--yes"],
      [...firewallTargets(target), "--yes"],
    ]);
    expect(textIn(at)).toBe(before);
  });

  it("fails where the update does, and takes its words out of the file all the same", async () => {
    const at = folder();
    const before = textIn(at);
    const target = targetAt(file(at));
    const { url } = await edge(at);
    const { work } = workOn(target, url);
    const broken = () => Promise.reject(new Error("no pulumi on PATH"));

    const outcome = await drillBreaker(work, drillOf(target, at, broken));
    expect(outcome.passed).toBe(false);
    expect(outcome.failures?.map(({ requirements }) => requirements)).toEqual([["K14"], ["K14"]]);
    expect(outcome.failures?.[1]?.what).toContain("NOT TAKEN BACK: no pulumi on PATH");
    expect(textIn(at)).toBe(before);
  });

  it("fails where the path stays open although the update succeeded", async () => {
    const at = folder();
    const target = targetAt(file(at));
    const { url } = await edge(at);
    const { work } = workOn(target, url);

    const outcome = await drillBreaker(
      work,
      drillOf(target, at, async () => 0),
    );
    expect([outcome.passed, outcome.failures?.[0]?.what]).toEqual([
      false,
      `${path} answers 404 while it should be closed`,
    ]);
  });

  it("proves nothing where nobody answers", async () => {
    const at = folder();
    const target = targetAt(file(at));
    const { work } = workOn(target, "http://127.0.0.1:1");

    const outcome = await drillBreaker(
      work,
      drillOf(target, at, async () => 0),
    );
    expect([outcome.passed, outcome.failures?.[0]?.what]).toEqual([
      false,
      expect.stringContaining("does not answer"),
    ]);
  });
});
