import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findings } from "./findings.ts";
import { installed, type Outcome } from "./pulumi.ts";
import { type Standing, Workspace } from "./workspace.ts";

/** What the engine keeps instead of a value that is secret. */
const encrypted = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: expect.stringMatching(/^v1:/),
};

describe.skipIf(!installed)("secret values, on the real engine", () => {
  let work: Workspace;
  let up: Outcome;
  let again: Outcome;
  let state: { readonly text: string; readonly resources: readonly Standing[] };
  beforeAll(async () => {
    work = await Workspace.create("staging", { fixture: "leaky.ts" });
    up = await work.hasty();
    state = await work.state();
    work.set(["owner"], "data"); // a tag of nearly everything: the plan has to tell what it knows of what it changes
    again = await work.preview(true, "--diff", "--show-sames");
  });
  afterAll(() => work.remove());

  /** Every value that the providers know to be secret: the passwords that were made, and their hashes. */
  const values = (): readonly string[] =>
    work.journal
      .filter(({ call, type }) => call === "create" && type === "random:index/randomPassword:RandomPassword")
      .flatMap(({ outputs }) => [String(outputs?.result), String(outputs?.bcryptHash)]);
  const leaked = (text: string) => values().filter((value) => text.includes(value));
  const ofType = (type: string) => state.resources.filter((resource) => resource.type === type);

  it("are few: the first passwords of the cache's users, and never the value of a secret", () => {
    expect(up.code, up.why).toBe(0);
    const made = ofType("random:index/randomPassword:RandomPassword").map(({ urn }) =>
      urn.split("::").at(-1),
    );

    expect(made.sort()).toEqual([
      "cache-queue-app-password",
      "cache-queue-default-password",
      "cache-queue-monitor-password",
      "rogue-password",
    ]);
    expect(new Set(values()).size).toBe(2 * made.length);
    expect(ofType("aws:secretsmanager/secretVersion:SecretVersion")).toEqual([]);
  });

  it("stand in the state as ciphertext alone", () => {
    expect(leaked(state.text)).toEqual([]);
    for (const { outputs } of ofType("random:index/randomPassword:RandomPassword"))
      expect(outputs).toMatchObject({ result: encrypted, bcryptHash: encrypted });
    const users = ofType("aws:elasticache/user:User");
    expect(users).toHaveLength(3);
    for (const { inputs, outputs } of users)
      for (const held of [inputs, outputs])
        expect(JSON.stringify(held?.authenticationMode)).toContain("ciphertext");
    const [rogue] = ofType("aws:rds/instance:Instance").filter(({ urn }) => urn.endsWith("::rogue"));
    expect(rogue).toMatchObject({ inputs: { password: encrypted }, outputs: { password: encrypted } });
  });

  it("are not printed, nor told in an event", () => {
    for (const { text, events } of [up, again]) {
      // The SDK's own debugging messages quote what it received: no display shows them, only this log holds them.
      const told = events.filter(({ diagnosticEvent }) => diagnosticEvent?.severity !== "debug");
      expect(told).not.toEqual([]);
      expect(leaked(JSON.stringify(told))).toEqual([]);
      expect(leaked(text)).toEqual([]);
    }
    expect(again.text).toContain("::cache-queue-app]"); // the plan does speak of who holds one
  });

  it("are not printed as JSON either", async () => {
    const { text } = await work.preview(false, "--json");

    expect(text).toMatch(/"passwords": (\[\s*)?"\[secret\]"/);
    expect(leaked(text)).toEqual([]);
  });

  it("are not quoted by the pack, which judges the very resources that hold them", () => {
    const rogue = findings(again).filter(({ resource }) => resource.endsWith("::rogue"));

    expect(rogue).not.toEqual([]);
    expect(leaked(JSON.stringify(findings(again)))).toEqual([]);
  });
});
