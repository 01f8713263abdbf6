import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { type Asked, ask, type Question } from "../../functions/smoke/ask.ts";
import type { Settings } from "../../functions/smoke/settings.ts";
import { smoke } from "../../functions/smoke/smoke.ts";

const shop: Settings = {
  prefix: "shop-staging",
  listener: { host: "balancer.internal", port: 8443 },
  services: {
    api: { host: "api.shop.example", paths: ["/health", "/api/status"] },
    web: { host: "shop.example", paths: ["/"] },
  },
  agent: "golive-probes/1",
  patienceSeconds: 60,
};
const arn = (service: string) => `arn:aws:ecs:eu-central-1:111122223333:service/shop-staging/${service}`;

let printed: MockInstance<typeof process.stdout.write>;
beforeEach(() => {
  printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => void vi.restoreAllMocks());

interface Run {
  /** What each path answers, one time after the other, the last for ever; undefined is a 200. */
  readonly answers?: Readonly<Record<string, readonly Asked[]>>;
  readonly takes?: number;
}

/** Asks on a clock that moves by what answers and pauses take. */
async function run(service: string, { answers = {}, takes = 0 }: Run = {}) {
  let now = 0;
  const asked: Question[] = [];
  const answer = await smoke({ service: arn(service) }, shop, {
    ask: async (question, withinMs) => {
      expect(withinMs).toBe(5_000);
      const before = asked.filter(({ path }) => path === question.path).length;
      asked.push(question);
      now += takes;
      const given = answers[question.path] ?? [undefined];
      return given[Math.min(before, given.length - 1)];
    },
    now: () => now,
    pause: async (ms) => {
      now += ms;
    },
  });
  const lines = printed.mock.calls.map(([line]): unknown => JSON.parse(String(line)));
  return { answer, asked, lines, seconds: now / 1_000 };
}

const bad = "answered 503";
const good = undefined;

describe("the smoke test of a release", () => {
  it("is passed when every declared path answered well three times running", async () => {
    const { answer, asked, lines } = await run("api");

    expect(answer).toEqual({ hookStatus: "SUCCEEDED" });
    const question = {
      agent: "golive-probes/1",
      listener: { host: "balancer.internal", port: 8443 },
      host: "api.shop.example",
    };
    for (const path of ["/health", "/api/status"])
      expect(asked.filter((one) => one.path === path)).toEqual(Array(3).fill({ ...question, path }));
    expect(asked).toHaveLength(6);
    expect(lines).toEqual([
      { level: "info", says: "api: /health answered 200, 3 times running" },
      { level: "info", says: "api: /api/status answered 200, 3 times running" },
    ]);
  });

  it("asks for the paths of the service that is deployed, and of no other", async () => {
    const { asked } = await run("web");
    expect(asked.map(({ host, path }) => [host, path])).toEqual(Array(3).fill(["shop.example", "/"]));
  });

  it("is not passed by two good answers and a bad one: they begin to count anew", async () => {
    const { answer, asked } = await run("web", { answers: { "/": [good, good, bad, good, good, good] } });
    expect([answer.hookStatus, asked.length]).toEqual(["SUCCEEDED", 6]);
  });

  it("fails for a path that never answers well three times running", async () => {
    const flapping = Array.from({ length: 300 }, (_, at) => (at % 3 === 2 ? bad : good));
    const { answer, lines } = await run("web", { answers: { "/": flapping } });
    expect(answer).toEqual({ hookStatus: "FAILED" });
    expect(lines).toEqual([{ level: "error", says: "web: / answered 503" }]);
  });

  it("waits for a release that comes to itself within the patience", async () => {
    const { answer, seconds } = await run("web", { answers: { "/": [...Array(20).fill(bad), good] } });
    expect(answer).toEqual({ hookStatus: "SUCCEEDED" });
    expect(seconds).toBe(22);
  });

  it("fails where one path of several does not answer, and names both it and what was wrong last", async () => {
    const refused = "failed with ECONNREFUSED";
    const { answer, lines } = await run("api", { answers: { "/api/status": [refused, bad] } });
    expect(answer).toEqual({ hookStatus: "FAILED" });
    expect(lines).toEqual([
      { level: "info", says: "api: /health answered 200, 3 times running" },
      { level: "error", says: "api: /api/status answered 503" },
    ]);
  });

  it("never takes longer than the patience, however long each answer takes", async () => {
    const { answer, seconds } = await run("web", { answers: { "/": [bad] }, takes: 5_000 });
    expect(answer).toEqual({ hookStatus: "FAILED" });
    expect(seconds).toBeLessThanOrEqual(60);
  });

  it("is failed when the patience ends between good answers", async () => {
    const { answer, lines } = await run("web", { takes: 29_000 });
    expect(answer).toEqual({ hookStatus: "FAILED" });
    expect(lines).toEqual([{ level: "error", says: "web: / answered 200 only 2 times" }]);
  });

  it.each(["admin", "toString"])("fails for a service that it does not know: %s", async (service) => {
    const { answer, asked, lines } = await run(service);
    expect([answer, asked]).toEqual([{ hookStatus: "FAILED" }, []]);
    expect(lines).toEqual([
      { level: "error", says: `${arn(service)} is none of the services that this function knows` },
    ]);
  });
});

describe("one question", () => {
  const at = (port: number): Question => ({
    listener: { host: "127.0.0.1", port },
    host: "api.shop.example",
    path: "/health",
    agent: "golive-probes/1",
  });
  const listening = async () => {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return { server, port: address.port };
  };

  it("says that nobody listens", async () => {
    const { server, port } = await listening();
    server.close();
    await once(server, "close");
    expect(await ask(at(port), 5_000)).toBe("failed with ECONNREFUSED");
  });

  it("is given up after its time when nothing comes back, not even a handshake", async () => {
    const { server, port } = await listening();
    const held = once(server, "connection");
    expect(await ask(at(port), 200)).toBe("did not answer within 0.2 s");
    const [socket] = await held;
    socket.destroy();
    server.close();
  });
});
