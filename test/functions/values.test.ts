import { describe, expect, it } from "vitest";
import { randomText } from "../../functions/shared/rotation/random.ts";
import { values } from "../../functions/values/values.ts";

const kind = values({
  prefix: "seeds-test",
  values: { TOKEN: { kind: "random", length: 48 }, JWT: { kind: "signing-keys" } },
});

describe("random text", () => {
  it("uses every letter and digit, each about as often as the others", () => {
    const counts = new Map<string, number>();
    for (const letter of randomText(62_000)) counts.set(letter, (counts.get(letter) ?? 0) + 1);

    expect(counts.size).toBe(62);
    // 1,000 expected of each, standard deviation 31: six of them are not met by chance, a modulo's bias of 1.2 would be.
    expect(Math.min(...counts.values())).toBeGreaterThan(810);
    expect(Math.max(...counts.values())).toBeLessThan(1_190);
  });
});

describe("a random value", () => {
  it("is as long as it is to be, another each time, and passes its test", async () => {
    const [one, two] = [
      await kind.create({ name: "TOKEN", current: null }),
      await kind.create({ name: "TOKEN", current: null }),
    ];

    expect([one, two]).toEqual([
      expect.stringMatching(/^[A-Za-z0-9]{48}$/),
      expect.stringMatching(/^[A-Za-z0-9]{48}$/),
    ]);
    expect(one).not.toBe(two);
    kind.test({ name: "TOKEN", current: null }, one);
  });

  it.each(["", "short", "a".repeat(47), "a".repeat(49), `${"a".repeat(47)} `])("is not %j", (pending) => {
    expect(() => kind.test({ name: "TOKEN", current: null }, pending)).toThrow(
      "TOKEN is not 48 random letters and digits",
    );
  });

  it("is made for the names it is told of, and for no other", () => {
    for (const ask of [
      () => kind.create({ name: "OTHER", current: null }),
      () => kind.set({ name: "OTHER", current: null }, "x"),
      () => kind.test({ name: "OTHER", current: null }, "x"),
    ])
      expect(ask).toThrow("OTHER is none of the values that this function makes");
  });
});

describe("signing keys", () => {
  const make = async (current: string | null): Promise<Record<string, string>> =>
    JSON.parse(await kind.create({ name: "JWT", current }));

  it("are three from the beginning, all different", async () => {
    const keys = await make(null);

    expect(Object.keys(keys)).toEqual(["current", "previous", "next", "rotatedAt"]);
    expect(new Set([keys.current, keys.previous, keys.next]).size).toBe(3);
    for (const key of [keys.current, keys.previous, keys.next]) expect(key).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(Date.parse(keys.rotatedAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
  });

  it("move on by one: whoever runs knows the new one already, and the old one still counts", async () => {
    const before = await make(null);
    const after = await make(JSON.stringify(before));

    expect([after.previous, after.current]).toEqual([before.current, before.next]);
    expect(Object.values(before)).not.toContain(after.next);
    kind.test({ name: "JWT", current: JSON.stringify(before) }, JSON.stringify(after));
  });

  const a = "a".repeat(64);
  const [b, c, d] = ["b", "c", "d"].map((letter) => letter.repeat(64));
  const at = "2026-01-01T00:00:00.000Z";
  const inUse = { current: a, previous: b, next: c, rotatedAt: at };

  it.each([
    ["are no JSON", a, "does not hold three signing keys"],
    ["are too short", { ...inUse, next: "short" }, "does not hold three signing keys"],
    ["lack one", { current: c, previous: a, rotatedAt: at }, "does not hold three signing keys"],
    ["hold one twice", { current: c, previous: a, next: a, rotatedAt: at }, "the same signing key twice"],
    ["forget the one in use", { current: c, previous: b, next: d, rotatedAt: at }, "do not follow"],
    ["sign with one that nobody knows", { current: d, previous: a, next: b, rotatedAt: at }, "do not follow"],
  ])("are refused where they %s, without a word of them", (_, pending, reason) => {
    const text = typeof pending === "string" ? pending : JSON.stringify(pending);
    const test = () => kind.test({ name: "JWT", current: JSON.stringify(inUse) }, text);

    expect(test).toThrow(reason);
    expect(test).not.toThrow(/a{8}|b{8}|c{8}|d{8}/);
  });

  it("are not made from a value that is none", () => {
    expect(() => kind.create({ name: "JWT", current: a })).toThrow("JWT does not hold three signing keys");
  });
});
