import { describe, expect, it } from "vitest";
import { dsnOf } from "../../ops/tracking/dsn.ts";

describe("the address of an error tracker", () => {
  it.each([
    ["https://0123@errors.example/42", "https://errors.example", "https://errors.example/api/42/envelope/"],
    [
      "https://0123@errors.example:8443/below/it/42",
      "https://errors.example:8443",
      "https://errors.example:8443/below/it/api/42/envelope/",
    ],
  ])("says of %s where events are sent", (text, origin, envelopes) => {
    expect(dsnOf(text)).toEqual({ key: "0123", host: origin.slice("https://".length), origin, envelopes });
  });

  it.each([
    ["no address", "please-fill-me-in"],
    ["in the clear", "http://0123@errors.example/42"],
    ["without a key", "https://errors.example/42"],
    ["with a password", "https://0123:word@errors.example/42"],
    ["with an empty password", "https://0123:@errors.example/42"],
    ["with a key that no SDK reads", "https://01-23@errors.example/42"],
    ["without a project", "https://0123@errors.example/"],
    ["with more behind the project", "https://0123@errors.example/42?"],
    ["on two lines", "https://0123@errors\n.example/42"],
    ["without a host", "https://0123@/42"],
  ])("is none where it is %s", (_, text) => {
    expect(dsnOf(text)).toBeUndefined();
  });
});
