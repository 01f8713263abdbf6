import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { endedGo, goFlaw } from "../../cli/up/go.ts";
import type { GoStatement } from "../../config/shape/go.ts";
import { publicText, signed } from "../../evidence/go.ts";
import { besidePinned, pinnedOf } from "../../ops/images.ts";
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

it("is asked for the more where nobody can ask what serves: nothing counts as running then", async () => {
  const target = {
    ...shipped,
    config: { ...shipped.config, launch: { ...shipped.config.launch, live: true, approvers } },
  };
  const why = await endedGo(target, signed(statement(), privateKey), async () => ({}), now);
  expect(why).toContain("the GO for api, worker, scheduler, scraper ended");
});

describe("the GO of a stack's file", () => {
  const covering = {
    images: [...Object.values(pinned), ...Object.values(besidePinned(shipped.config))],
    expires: "2026-11-26T00:00:00.000Z",
  };
  const config = { ...shipped.config, launch: { ...shipped.config.launch, approvers } };
  const flaw = (
    go: Partial<GoStatement> = {},
    { serving = [] as readonly string[], key = privateKey } = {},
  ) =>
    goFlaw({ config, prefix: "prospector-production" }, signed(statement({ ...covering, ...go }), key), {
      serving,
      now,
    });

  it("opens what it names, also as the way back", () => {
    const images = covering.images.slice(0, 1);
    expect(flaw()).toBeUndefined();
    expect(flaw({ images, before: covering.images.slice(1) })).toBeUndefined();
  });

  it("that has ended opens nothing but what serves already", () => {
    const ended = { expires: now.toISOString() };
    expect(flaw(ended)).toBe("its GO ended on 2026-11-25T00:00:00.000Z");
    expect(flaw(ended, { serving: [other] })).toContain("ended on");
    expect(flaw(ended, { serving: Object.values(pinned) })).toBeUndefined();
  });

  it.each<[string, Partial<GoStatement>, string]>([
    ["another image", { images: [other] }, "its GO does not name the image of api, "],
    ["another stack", { stack: "prospector-staging" }, "its GO is for another stack, prospector-staging"],
    ["a rehearsal", { rehearsal: true }, "its GO is a rehearsal's"],
    ["somebody else's word", { approver: "Jon Bakke" }, "none of launch.approvers has signed its GO"],
  ])("opens nothing where it is about %s", (_, go, why) => {
    expect(flaw(go)).toContain(why);
  });

  it("opens nothing where there is none, another key signed it, or an image has no digest", () => {
    const target = { config, prefix: "prospector-production" };
    expect(goFlaw(target, undefined, { serving: [] })).toBe("nobody has said GO");
    const strange = generateKeyPairSync("ed25519").privateKey;
    expect(flaw({}, { key: strange })).toBe("none of launch.approvers has signed its GO");
    const services = Object.fromEntries(
      Object.entries(config.services).map(([id, one]) => [
        id,
        id === "api" ? { ...one, image: { tag: "api:1" } } : one,
      ]),
    );
    const unpinned = { ...target, config: { ...config, services } };
    const go = signed(statement(covering), privateKey);
    expect(goFlaw(unpinned, go, { serving: [], now })).toBe("its GO does not name the image of api");
  });
});
