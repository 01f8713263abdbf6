import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { endedGo } from "../../cli/up/go.ts";
import type { GoStatement } from "../../config/shape/go.ts";
import { publicText, signed } from "../../evidence/go.ts";
import { pinnedOf } from "../../ops/images.ts";
import { targetAt } from "../../ops/target.ts";
import { root } from "../config/writing.ts";
import { statement } from "../evidence/statement.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const shipped = targetAt(join(root, "Pulumi.production.yaml"));
const approvers = [{ name: "Ada Moreno", key: publicText(privateKey) }];
const pinned = pinnedOf(shipped.config);
const now = new Date("2026-11-25T00:00:00.000Z");

/** What is said of a GO that ended the day before, while these images serve. */
async function said({ launch = {}, go = {}, serves = {}, key = privateKey }: Situation = {}) {
  let asked = 0;
  const config = {
    ...shipped.config,
    launch: { ...shipped.config.launch, live: true, approvers, ...launch },
  };
  const why = await endedGo(
    { ...shipped, config },
    signed(statement(go), key),
    async () => {
      asked++;
      return Object.fromEntries(
        Object.entries({ ...pinned, ...serves }).map(([id, image]) => [id, { image }]),
      );
    },
    now,
  );
  return { why, asked };
}
interface Situation {
  readonly launch?: object;
  readonly go?: Partial<GoStatement>;
  readonly serves?: Readonly<Record<string, string>>;
  readonly key?: typeof privateKey;
}
const other = `registry.example/api@sha256:${"e".repeat(64)}`;
const old = Object.fromEntries(Object.keys(pinned).map((id) => [id, other]));

describe("a GO that has ended", () => {
  it("lets what serves already be deployed for ever (G18)", async () => {
    expect(await said()).toEqual({ why: undefined, asked: 1 });
  });

  it("lets an image begin elsewhere that one service runs already", async () => {
    const shared = Object.fromEntries(
      Object.entries(old)
        .filter(([id]) => pinned[id] === pinned.api)
        .slice(1),
    );
    expect((await said({ serves: shared })).why).toBeUndefined();
  });

  it("lets no other image begin, and says which and what to do", async () => {
    expect(await said({ serves: old })).toEqual({
      why: "the GO for api, worker, scheduler, scraper ended on 2026-11-24T12:00:00.000Z: ./golive ops go production --sign-with FILE --yes says it anew",
      asked: 1,
    });
  });

  it.each<[string, Situation]>([
    ["that is in date", { go: { expires: "2026-11-25T00:00:00.001Z" } }],
    ["of a stack that is not live", { launch: { live: false } }],
    [
      "that nobody among the approvers signed: the pack refuses it",
      { key: generateKeyPairSync("ed25519").privateKey },
    ],
    ["by somebody who is none of them: the pack refuses it", { go: { approver: "Jon Bakke" } }],
  ])("is not spoken of, and AWS is not asked, for one %s", async (_, situation) => {
    expect(await said({ serves: old, ...situation })).toEqual({ why: undefined, asked: 0 });
  });

  it("has ended in the very millisecond that it names", async () => {
    const { why } = await said({ serves: old, go: { expires: now.toISOString() } });
    expect(why).toContain("ended on 2026-11-25T00:00:00.000Z");
  });
});
