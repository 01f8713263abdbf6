import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { WrongInput } from "../../ops/errors.ts";
import { signoff } from "../../ops/signoff.ts";
import { answering } from "../cli/answering.ts";
import { World } from "./world.ts";

const agreed = { subject: "gdpr-audit", by: "Ada Moreno", attach: [], refused: undefined };

describe("ops signoff", () => {
  it("keeps who judged what, with the files that they looked at", async () => {
    using world = new World();
    const file = join(world.folder.path, "audit.txt");
    writeFileSync(file, "nothing was found");
    const record = await world.act(await signoff({ ...agreed, attach: [file] }));

    expect(record).toMatchObject({
      kind: "signoff",
      subject: "gdpr-audit",
      result: "passed",
      says: "gdpr-audit was signed off by Ada Moreno",
    });
    expect(record.attachments.map(({ name, bytes }) => [name, bytes])).toEqual([["audit.txt", 17]]);
    const { store } = await world.trial();
    const content = await store.attachment(record.attachments[0]?.sha256 ?? "");
    expect(Buffer.from(content ?? []).toString()).toBe("nothing was found");
  });

  it("writes a refusal down as one", async () => {
    using world = new World();
    const record = await world.act(await signoff({ ...agreed, refused: "no contract with the mailer" }));

    expect([record.result, record.failures]).toEqual([
      "failed",
      [{ what: "no contract with the mailer", requirements: ["C24"] }],
    ]);
  });

  it("names every word that does not fit", async () => {
    const wrong = signoff({
      subject: "gdpr-audits",
      by: " A ",
      attach: ["/nonexistent"],
      refused: undefined,
    });
    const { mistakes } = await wrong.then(
      () => new WrongInput([]),
      (error: WrongInput) => error,
    );

    expect(mistakes.map(({ path, found, hint }) => [path, found, hint])).toEqual([
      ["subject", "gdpr-audits", 'did you mean "gdpr-audit"?'],
      ["--by", " A ", undefined],
      ["--attach", "no file /nonexistent", undefined],
    ]);
  });

  it("writes nothing without --yes, and says how it would", async () => {
    using world = new World();
    const evidence = join(world.folder.path, "evidence");
    const words = ["ops", "signoff", "terms", "staging", "-d", world.folder.path, "--by", "Ada Moreno"];
    const dry = await answering([...words, "--evidence", evidence]);
    expect([dry.status, dry.stderr]).toEqual([1, ""]);
    expect(dry.stdout).toContain(
      `./golive ops signoff terms staging -d ${world.folder.path} --by 'Ada Moreno' --evidence ${evidence} --yes`,
    );

    const done = await answering([...words, "--evidence", evidence, "--yes"]);
    expect([done.status, done.stderr]).toEqual([0, ""]);
    expect(done.stdout).toContain(
      `✔ terms was signed off by Ada Moreno\nwritten down as a rehearsal: ${evidence}/prospector-staging/00000001.json\n`,
    );
  });
});
