import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { providers } from "../../functions/providers/providers.ts";
import { type Settings, settings as schema } from "../../functions/providers/settings.ts";

let printed: MockInstance<typeof process.stdout.write>;
let measured: MockInstance<typeof console.log>;
beforeEach(() => {
  printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  measured = vi.spyOn(console, "log").mockReturnValue();
});
afterEach(() => void vi.restoreAllMocks());

const settingsFor = (names: readonly string[]): Settings => ({
  namespace: "shop-staging/providers",
  providers: Object.fromEntries(
    names.map((name) => [name, { probe: `https://${name}.example/`, answers: [200, 401] }]),
  ),
  patienceSeconds: 10,
});

/** Asks on a clock that moves by 120 ms an answer. */
async function asked(
  answers: Readonly<Record<string, { readonly status: number } | { readonly failed: string }>>,
) {
  let now = 0;
  let [open, most] = [0, 0];
  const found = await providers(settingsFor(Object.keys(answers)), {
    ask: async ({ url }, withinMs) => {
      expect(withinMs).toBe(10_000);
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      now += 120;
      const name = new URL(url).hostname.replace(".example", "");
      return { headers: { server: "MARKER" }, ...(answers[name] ?? { failed: "was not to be asked" }) };
    },
    now: () => now,
  });
  const lines = printed.mock.calls.flatMap(([line]) => String(line).trim().split("\n"));
  return { found, most, lines: lines.filter((line) => line.includes('"level"')).map((l) => JSON.parse(l)) };
}

describe("the look at third parties", () => {
  it("finds them there with any status that is declared for that, one that refuses strangers among them", async () => {
    const { found, lines } = await asked({ pay: { status: 200 }, openai: { status: 401 } });
    expect(found.map(({ provider, reachable }) => [provider, reachable])).toEqual([
      ["openai", true],
      ["pay", true],
    ]);
    expect(lines).toEqual([]);
  });

  it("tells of each that is not, why, and goes on to the others", async () => {
    const { found, lines } = await asked({
      down: { failed: "failed with ECONNREFUSED" },
      broken: { status: 503 },
      fine: { status: 200 },
    });
    expect(found.map(({ provider, reachable }) => [provider, reachable])).toEqual([
      ["broken", false],
      ["down", false],
      ["fine", true],
    ]);
    expect(lines).toEqual([
      { level: "error", says: "down failed with ECONNREFUSED" },
      { level: "error", says: "broken answered 503" },
    ]);
  });

  it("publishes for each whether it is there, and how long its answer took", async () => {
    await asked({ fine: { status: 200 }, down: { failed: "failed with ENOTFOUND" } });
    const metrics = [...measured.mock.calls, ...printed.mock.calls]
      .map(([line]) => String(line))
      .filter((line) => line.includes("CloudWatchMetrics"))
      .map((line) => JSON.parse(line));
    expect(metrics.map(({ Provider, Reachable, LatencyMs }) => ({ Provider, Reachable, LatencyMs }))).toEqual(
      [
        { Provider: "fine", Reachable: 1, LatencyMs: expect.any(Number) },
        { Provider: "down", Reachable: 0, LatencyMs: undefined },
      ],
    );
    expect(metrics[0]?._aws.CloudWatchMetrics[0]).toMatchObject({
      Namespace: "shop-staging/providers",
      Dimensions: [["Provider"]],
    });
  });

  it("asks ten at the same time at most, and each once", async () => {
    const many = Object.fromEntries(Array.from({ length: 37 }, (_, at) => [`p${at}`, { status: 200 }]));
    const { found, most } = await asked(many);
    expect(found.map(({ provider }) => provider).sort()).toEqual(Object.keys(many).sort());
    expect(most).toBe(10);
  });

  it("asks nobody in the clear", () => {
    const plain = { p: { probe: "http://pay.example/", answers: [200] } };
    expect(schema.safeParse({ ...settingsFor([]), providers: plain }).success).toBe(false);
  });
});
