import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connected, readAddress, writeAddress } from "../../functions/shared/postgres.ts";

const address = {
  user: "app_a",
  password: "r4nd0m",
  host: "proxy.internal",
  port: 5432,
  database: "product",
  authority: "system",
};

describe("an address", () => {
  it("says verify-full, and the authority where there is one", () => {
    expect(writeAddress(address)).toBe(
      "postgresql://app_a:r4nd0m@proxy.internal:5432/product?sslmode=verify-full&sslrootcert=system",
    );
    expect(writeAddress({ ...address, authority: null })).toBe(
      "postgresql://app_a:r4nd0m@proxy.internal:5432/product?sslmode=verify-full",
    );
  });

  it("is read as it was written, whatever is in it", () => {
    const some = fc.string({ unit: "binary", minLength: 1 }).filter((text) => text.isWellFormed());
    const any = fc.record({
      user: some,
      password: some,
      host: fc.domain(),
      port: fc.integer({ min: 1, max: 65535 }),
      database: some,
      authority: fc.option(some),
    });
    fc.assert(fc.property(any, (one) => void expect(readAddress(writeAddress(one))).toEqual(one)));
  });

  it.each([
    ["", "does not hold a postgresql:// address"],
    ["MARKER", "does not hold a postgresql:// address"],
    ["rediss://app:MARKER@cache:6379/0", "does not hold a postgresql:// address"],
    ["postgresql://app@db/product?sslmode=verify-full", "does not hold a postgresql:// address"],
    ["postgresql://app:MARKER@db/?sslmode=verify-full", "does not hold a postgresql:// address"],
    ["postgresql://app:MARKER@db/product", "does not say sslmode=verify-full"],
    ["postgresql://app:MARKER@db/product?sslmode=require", "does not say sslmode=verify-full"],
  ])("is refused, and not repeated: %s", (text, reason) => {
    expect(() => readAddress(text)).toThrow(reason);
    expect(() => readAddress(text)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("MARKER") }),
    );
  });
});

describe("a connection that is refused", () => {
  it("says as whom, where and why, and holds no password", async () => {
    const refused = connected(
      { ...address, password: "MARKER", host: "localhost", port: 1 },
      { as: "test", statementSeconds: 1 },
      async () => undefined,
    );
    const error: unknown = await refused.catch((reason: unknown) => reason);

    expect(error).toMatchObject({
      name: "Stopped",
      message: "connect as app_a to localhost: nobody listens there (ECONNREFUSED)",
      code: "ECONNREFUSED",
    });
    expect(JSON.stringify(error) + String(error)).not.toContain("MARKER");
  });
});
