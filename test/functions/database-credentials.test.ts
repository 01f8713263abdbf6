import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scramVerifier } from "../../functions/database-credentials/scram.ts";
import { newPassword, slotAfter, slotOf } from "../../functions/database-credentials/turn.ts";
import { writeAddress } from "../../functions/shared/postgres.ts";

const addressOf = (user: string) =>
  writeAddress({
    user,
    password: "p",
    host: "db.internal",
    port: 5432,
    database: "product",
    authority: null,
  });

describe("a verifier", () => {
  it("is what PostgreSQL would make of the password, with the salt of RFC 7677's example", () => {
    const salt = Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64");
    expect(scramVerifier("pencil", salt)).toBe(
      "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
    );
  });

  it("has another salt each time", () => {
    expect(scramVerifier("pencil")).not.toBe(scramVerifier("pencil"));
  });
});

describe("the turn", () => {
  it.each([
    ["no address", null, "a"],
    ["the first login's", addressOf("app_a"), "b"],
    ["the second login's", addressOf("app_b"), "a"],
  ])("after %s is %s's other", (_, current, slot) => expect(slotAfter("app", current)).toBe(slot));

  it.each(["app", "reader_a", "owner", "app_c"])("is nobody's after %s", (user) => {
    expect(() => slotAfter("app", addressOf(user))).toThrow("the address does not name a login of app");
    expect(() => slotOf("app", user)).toThrow("the address does not name a login of app");
  });
});

describe("a password", () => {
  it("is 48 letters and digits, and never the same", () => {
    fc.assert(fc.property(fc.constant(null), () => /^[A-Za-z0-9]{48}$/.test(newPassword())));
    expect(new Set(Array.from({ length: 100 }, newPassword)).size).toBe(100);
  });
});
