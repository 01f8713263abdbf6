import { describe, expect, it } from "vitest";
import { tell } from "./tell.ts";
import { mistakesWith } from "./writing.ts";

describe("names of log fields", () => {
  tell([
    [
      "one name for two things",
      ["logs"],
      { status: "code", durationMs: "code" },
      'logs.durationMs: "code", which logs.status means already · a field of its own',
    ],
    [
      "a number that is said to have fields",
      ["logs"],
      { status: "http", durationMs: "http.duration" },
      'logs.durationMs: "http.duration", which logs.status means already · a field of its own',
    ],
    [
      "what is masked twice",
      ["logs"],
      { masked: ["EmailAddress", "CreditCardNumber", "AwsSecretKey", "EmailAddress"] },
      "logs.masked[3]: EmailAddress for the second time · each name once",
    ],
  ]);

  it("may be nested, and have hyphens", () => {
    expect(mistakesWith(["logs"], { status: "http.status-code", path: "http.path" })).toEqual([]);
  });
});
