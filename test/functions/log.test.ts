import { afterEach, describe, expect, it, vi } from "vitest";
import { guarded, inWords, reduced, Stopped } from "../../functions/shared/log.ts";

const marker = "MARKER-7f3a";

function awsError(name: string): Error {
  return Object.assign(new Error(`not authorized on ${marker}`), { name });
}

describe("what is said of an error", () => {
  it("is all of it where the words are ours", () => {
    expect(reduced(new Stopped("the user is still modifying"))).toEqual({
      says: "the user is still modifying",
      error: "Stopped",
    });
    expect(inWords(new Stopped("the user is still modifying"))).toBe("the user is still modifying");
  });

  it("is AWS's message where it refuses: it names who, what and where", () => {
    expect(inWords(awsError("AccessDeniedException"))).toBe(
      `AccessDeniedException: not authorized on ${marker}`,
    );
  });

  it.each([
    [
      "a driver",
      Object.assign(new Error(`postgresql://u:${marker}@h`), { code: "ECONNREFUSED" }),
      "ECONNREFUSED",
    ],
    ["the SDK's validation", awsError("ValidationException"), undefined],
    ["a code that is no code", Object.assign(new Error("x"), { code: `${marker} and more` }), undefined],
  ])("is name and code alone where %s speaks", (_, error, code) => {
    expect(reduced(error)).toEqual({
      says: "a call failed; its own words may quote a value",
      error: error.name,
      ...(code === undefined ? {} : { code }),
    });
  });

  it("is not even its text where it is no error", () => {
    expect(inWords(marker)).toBe("string: something that is no error was thrown");
  });
});

describe("a handler", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("throws nothing that a driver wrote, and logs one line of JSON", async () => {
    const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const broken = guarded(() => Promise.reject(marker));
    const parsing = guarded(async () => JSON.parse(marker));
    const errors = await Promise.all(
      [broken({}), parsing({})].map((run) => run.catch((error: unknown) => error)),
    );

    expect(errors).toEqual([
      new Stopped("string: something that is no error was thrown"),
      new Stopped("SyntaxError: a call failed; its own words may quote a value"),
    ]);
    expect(printed.mock.calls.map(([line]) => JSON.parse(String(line)))).toEqual([
      { level: "error", says: "something that is no error was thrown", error: "string" },
      { level: "error", says: "a call failed; its own words may quote a value", error: "SyntaxError" },
    ]);
  });
});
