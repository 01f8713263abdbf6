import { join } from "node:path";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { rollbackFrontend } from "../../ops/frontend/go-back.ts";
import { publish } from "../../ops/frontend/publish.ts";
import { currentFrontend } from "../../ops/frontend/releases.ts";
import { siteOf } from "../../ops/names.ts";
import { redeploy } from "../../ops/redeploy.ts";
import { rollback } from "../../ops/rollback.ts";
import { Session } from "../../ops/session.ts";
import { nobody, running } from "../cli/running.ts";
import { viteBuild } from "./frontend-build.ts";
import { FrontendSite } from "./frontend-site.ts";
import { ids, release, Stack } from "./rollback-stack.ts";

// Stood in for: service deployments, which moto does not play; the CDN's answers, and RUM. All else is moto's.
const [a, b] = ["20261101T000000Z-aaaaaa", "20261110T000000Z-bbbbbb"];

let stack: Stack;
let site: FrontendSite;
let builds: readonly string[];

beforeAll(async () => {
  stack = await Stack.start();
  site = await FrontendSite.start(stack.moto);
  builds = await Promise.all(["first", "second"].map((title) => viteBuild(join(site.folder, title), title)));
});
afterAll(async () => {
  await site?.stop();
  await stack?.stop();
});
beforeEach(async () => {
  await stack.prepare();
  await site.furnish();
});
afterEach(() => vi.unstubAllEnvs());

const send = async (directory = "") => {
  const wish = { directory, commit: null, allow: [], sourceMaps: false };
  await publish(site.target, wish, site.voice, site.manner());
  return serving();
};
const serving = () => currentFrontend(site.target, new Session("123456789012", "arn:aws:iam::1:user/anna"));
const back = (more = {}) =>
  rollback(stack.target, {}, stack.voice, stack.manner({ pages: site.cdn.url, ...more }));
const page = async () =>
  (await (await fetch(`${site.cdn.url}/`)).text()).replaceAll(/[\s\S]*<title>|<\/title>[\s\S]*/g, "");
const revisions = (revision: string) => Object.fromEntries(ids.map((id) => [id, revision]));
const text = () => stack.said.join("\n");

/** Release a serves with the first frontend, release b with the second. */
async function bothReleased(): Promise<readonly (string | null)[]> {
  const first = await send(builds[0]);
  await stack.put(`release/${a}`, { ...release(a, 1, "0041"), frontend: first });
  return [first, await send(builds[1])];
}

describe("a release and its frontend", () => {
  it("are written down together when pages are published: with the release that serves, and no other", async () => {
    const id = await send(builds[0]);
    const records = await stack.records("release/");

    expect(records).toEqual({
      [`release/${a}.json`]: release(a, 1, "0041"),
      [`release/${b}.json`]: { ...release(b, 2, "0042"), frontend: id },
    });
    expect(site.said.at(-1)).toBe(`Written down: release ${b} has this frontend.`);
  });

  it("are not, while a deployment goes on: who serves in the end is not known", async () => {
    stack.ecs.deploying(
      "api",
      "arn:aws:ecs:eu-central-1:123456789012:task-definition/prospector-staging-api:3",
    );
    await send(builds[0]);

    expect(site.said.at(-1)).toContain("No release is written down that serves now: `./golive up staging`");
    expect((await stack.records("release/"))[`release/${b}.json`]).toEqual(release(b, 2, "0042"));
  });

  it("are gone back to together, and proven together", async () => {
    const [first, second] = await bothReleased();
    expect(await page()).toBe("second");

    await back({ act: false });
    expect(text()).toContain(`  frontend  ${second} → ${first}  its files in place again, index.html last`);
    expect(text()).not.toContain("frontend:");
    expect(await page()).toBe("second");

    expect(await back()).toBe("done");
    expect([await page(), await serving(), stack.serving]).toEqual(["first", first, revisions("1")]);
    expect(Object.values(await stack.records("rollback/"))).toEqual([
      expect.objectContaining({ to: a, frontend: first, result: "serves" }),
    ]);
  });

  it("leave services gone back to and nothing hidden, where the pages are not proven", async () => {
    await bothReleased();
    site.cdn.frozen = "<title>second</title>";
    const done = back().finally(() => {
      site.cdn.frozen = undefined;
    });

    await expect(done).rejects.toThrow(
      `not proven: ${a} does not serve everywhere:\n✘ frontend: / answers 200, and is not what was sent`,
    );
    expect(stack.serving).toEqual(revisions("1"));
    expect(Object.values(await stack.records("rollback/"))).toEqual([
      expect.objectContaining({ result: "not proven" }),
    ]);
  });

  it("go back without the pages where these are no longer kept, and say so before", async () => {
    const [first, second] = await bothReleased();
    const Key = `releases/${first}/manifest.json`;
    await site.s3.send(new DeleteObjectCommand({ Bucket: siteOf(site.target), Key }));

    expect(await back()).toBe("done");
    expect(text()).toContain(`  frontend: ${first} of that release is no longer kept; what serves stays`);
    expect([await serving(), stack.serving]).toEqual([second, revisions("1")]);
  });

  it("are listed together, and told where pages of another release serve", async () => {
    const [first, second] = await bothReleased();
    const list = () =>
      running(["ops", "release", "staging", "-d", stack.folder], {
        ...nobody,
        ...site.environment,
        ...stack.environment,
      });
    const { status, stdout } = await list();
    expect(status).toBe(0);
    expect(stdout).toContain(
      `  ${a}  2026-11-01 00:00Z  deploy  no commit  schema 0041, frontend ${first}  `,
    );
    expect(stdout).not.toContain("Its frontend");

    await rollbackFrontend(site.target, { to: first ?? "" }, site.voice, site.manner());
    await stack.put(`release/${b}`, { ...release(b, 2, "0042"), frontend: second });
    expect((await list()).stdout).toContain(`Its frontend is ${second}, while ${first} serves.\n`);
  });

  it("are put in place together once more by a redeployment", async () => {
    const [first, second] = await bothReleased();
    await rollbackFrontend(site.target, { to: first ?? "" }, site.voice, site.manner());
    await stack.put(`release/${b}`, { ...release(b, 2, "0042"), frontend: second });

    await redeploy(stack.target, stack.voice, stack.manner({ pages: site.cdn.url }));
    expect([await page(), await serving()]).toEqual(["second", second]);
  });
});
