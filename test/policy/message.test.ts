import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMessage, type Message, parseMessage } from "../../policy/message.ts";

const line = fc
  .string({ minLength: 1 })
  .map((text) => text.replace(/[\s—]+/g, " ").trim())
  .filter((text) => text !== "" && !text.startsWith("not proven:") && !text.startsWith("waived until"));
const rule = fc.stringMatching(/^[a-z]{2,8}(-[a-z0-9]{1,8}){1,3}$/);
const requirements = fc.array(fc.stringMatching(/^[GCPWK]\d{2}$/), { minLength: 1, maxLength: 4 });
const status = fc.constantFrom("failed" as const, "not proven" as const);
const waiver = fc.record({
  until: fc.constantFrom("2027-01-31", "2026-12-01"),
  owner: line.map((text) => text.replaceAll(":", ";")),
  reason: line,
});
const plain: fc.Arbitrary<Message> = fc.record({ status, rule, finding: line, fix: line, requirements });
const waived: fc.Arbitrary<Message> = fc.record({
  status: fc.constant("waived" as const),
  rule,
  finding: line,
  waiver,
});

describe("a violation's text", () => {
  it("reads as finding, fix and requirements, on one line", () => {
    expect(
      formatMessage({
        status: "failed",
        rule: "database-locked",
        finding: "deletionProtection is not true",
        fix: "Set deletionProtection to true.",
        requirements: ["C09", "G01"],
      }),
    ).toBe("[database-locked] deletionProtection is not true — Set deletionProtection to true. (C09 G01)");
  });

  it("names reason, owner and last day of a waiver", () => {
    expect(
      formatMessage({
        status: "waived",
        rule: "database-has-standby",
        finding: "multiAz is not true",
        waiver: { until: "2027-01-31", owner: "data", reason: "the pilot has five users" },
      }),
    ).toBe(
      "[database-has-standby] waived until 2027-01-31 by data: the pilot has five users — multiAz is not true",
    );
  });

  it.each([
    ["API_URL is http://app:hunter2@localhost/x", "API_URL is http://localhost/x"],
    ["CACHE is redis://:p/w@d@cache:6379 and more", "CACHE is redis://cache:6379 and more"],
    ["DSN is host=db password=hunter2 sslmode=disable", "DSN is host=db password=… sslmode=disable"],
    ["URL is https://x/?token=hunter2&page=2", "URL is https://x/?token=…&page=2"],
    ["the alarm of ops@shop.example is off", "the alarm of ops@shop.example is off"],
  ])("quotes no credential: %s", (finding, said) => {
    const text = formatMessage({
      status: "failed",
      rule: "a-b",
      finding,
      fix: "Mend.",
      requirements: ["G01"],
    });
    expect(text).toBe(`[a-b] ${said} — Mend. (G01)`);
  });

  it("says of what is unknown that it is not proven", () => {
    const text = formatMessage({
      status: "not proven",
      rule: "a-b",
      finding: "multiAz is known only after deploy",
      fix: "Set it.",
      requirements: ["G01"],
    });
    expect(text).toBe("[a-b] not proven: multiAz is known only after deploy — Set it. (G01)");
  });

  it("is read back as what it was made from, whatever the words", () => {
    fc.assert(
      fc.property(fc.oneof(plain, waived), (message) => {
        expect(parseMessage(formatMessage(message))).toEqual(message);
      }),
    );
  });

  it("is found below the description that the SDK puts before it", () => {
    const message: Message = {
      status: "failed",
      rule: "a-b",
      finding: "it is open",
      fix: "Close it.",
      requirements: ["G05"],
    };
    expect(parseMessage(`Nothing is open\n${formatMessage(message)}`)).toEqual(message);
  });

  it("stays one line when a name in it does not", () => {
    const text = formatMessage({
      status: "failed",
      rule: "a-b",
      finding: "a\n— b",
      fix: "Do.",
      requirements: ["G05"],
    });
    expect(parseMessage(text)).toMatchObject({ finding: "a - b", fix: "Do." });
  });

  it.each(["", "can't run policy 'x' during preview", "[a-b] without an end", "[A B] x — y (G01)"])(
    "is not made up from other text: %j",
    (text) => expect(parseMessage(text)).toBeUndefined(),
  );
});
