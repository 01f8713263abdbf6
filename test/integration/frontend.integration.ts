import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { contentSecurityPolicy } from "../../config/csp.ts";
import { rollbackFrontend } from "../../ops/frontend/go-back.ts";
import { publish, type Wish } from "../../ops/frontend/publish.ts";
import { Site } from "../../ops/frontend/site.ts";
import { frontendReport } from "../../ops/frontend.ts";
import { siteOf } from "../../ops/names.ts";
import { Endpoint, nobody, refusal, running } from "../cli/running.ts";
import { Visitor } from "./browser.ts";
import { viteBuild } from "./frontend-build.ts";
import { dsn, FrontendSite, noMonitor } from "./frontend-site.ts";
import { account } from "./moto.ts";

// Real: Vite's build, the commands, the SDK, moto's S3 and CloudFront, Chromium. Stood in for: the CDN's own answers, by a
// server that applies what the program declares of them; RUM, which moto lacks; the API.
const origin = "https://app.staging.prospector.example";

let site: FrontendSite;
let visitor: Visitor;
let first: string;
let second: string;

beforeAll(async () => {
  site = await FrontendSite.start();
  visitor = await Visitor.start(site.cdn.port);
  [first, second] = await Promise.all([
    viteBuild(join(site.folder, "first"), "first"),
    viteBuild(join(site.folder, "second"), "second"),
  ]);
}, 120_000);
afterAll(async () => {
  await visitor?.stop();
  await site?.stop();
});
beforeEach(() => site.prepare());
afterEach(() => vi.unstubAllEnvs());

const send = (directory: string, more = {}, wish: Partial<Wish> = {}) =>
  publish(
    site.target,
    { directory, commit: null, allow: [], sourceMaps: false, ...wish },
    site.voice,
    site.manner(more),
  );
const back = (to?: string) => rollbackFrontend(site.target, { to }, site.voice, site.manner());
const text = () => site.said.join("\n");
const current = async () => (await frontendReport(site.target)).current;
const titleAt = async (path = "/") => (await visitor.visit(`${origin}${path}`)).text;

describe("a published frontend", () => {
  it("is loaded by a browser under the CDN's strict policy: configured at run time, and without one violation", async () => {
    expect(await send(first)).toBe("done");
    const seen = await visitor.visit(`${origin}/`);

    expect(seen).toMatchObject({ status: 200, text: "first / 7 companies", violations: [] });
    expect(seen.headers["content-security-policy"]).toBe(contentSecurityPolicy(site.target.config));
    expect(seen.config).toEqual({
      environment: "staging",
      env: { VITE_API_BASE_URL: "https://api.staging.prospector.example" },
      dsn,
      rum: {
        appMonitorId: "00000000-0000-4000-8000-000000000000",
        region: "eu-central-1",
        identityPoolId: "eu-central-1:pool",
        guestRoleArn: "arn:aws:iam::1:role/guest",
        sessionSampleRate: 0.1,
      },
    });
    expect(text()).not.toContain(dsn);
  });

  it("shows the page at every path of the application, and a page in the place of no file", async () => {
    await send(first);

    expect(await titleAt("/companies/7")).toBe("first /companies/7 7 companies");
    const missing = await fetch(`${site.cdn.url}/assets/index-00000000.js`);
    expect([missing.status, (await missing.text()).includes("<!doctype")]).toEqual([404, false]);
    expect((await fetch(`${site.cdn.url}/releases/lock.json`)).status).toBe(403);
  });

  it("tells browsers to keep what is named by its content, and to ask anew for the rest", async () => {
    await send(first);
    const keys = (await site.keys()).filter((key) => !key.startsWith("releases/"));
    const asset = keys.find((key) => key.endsWith(".css")) ?? "";

    expect(keys.map((key) => key.replace(/-[\w-]{8}\./, "-HASH."))).toEqual([
      "assets/index-HASH.css",
      "assets/index-HASH.js",
      "assets/view-HASH.js",
      "config.js",
      "favicon.svg",
      "index.html",
      "robots.txt",
    ]);
    expect(await site.told(asset)).toEqual([
      "public, max-age=31536000, immutable",
      "text/css; charset=utf-8",
    ]);
    expect(await site.told("index.html")).toEqual(["no-cache", "text/html; charset=utf-8"]);
    expect(await site.told("robots.txt")).toEqual(["no-cache", "text/plain; charset=utf-8"]);
    expect(await site.told("config.js")).toEqual(["no-store", "text/javascript; charset=utf-8"]);
  });

  it("is sent in an order in which no page misses a file: what it asks for first, index.html last", async () => {
    const put = vi.spyOn(Site.prototype, "put");
    await send(first);
    const keys = put.mock.calls.map(([key]) => key);
    put.mockRestore();

    const sent = keys.filter((key) => !key.startsWith("releases/"));
    expect(sent.slice(0, 3).every((key) => key.startsWith("assets/"))).toBe(true);
    expect(sent.slice(3, 5).toSorted()).toEqual(["favicon.svg", "robots.txt"]);
    expect(sent.slice(5)).toEqual(["config.js", "index.html"]);
    expect(keys.findLastIndex((key) => key.startsWith("releases/"))).toBeLessThan(
      keys.indexOf("favicon.svg"),
    );
  });

  it("is not published by a dry run", async () => {
    expect(await send(first, { act: false })).toBe("planned");

    expect(await site.keys()).toEqual([]);
    expect(text()).toMatch(/first {3}3 of 3 files that browsers keep/);
  });

  it("is the same release when the same build is sent again", async () => {
    await send(first);
    const [id, keys] = [await current(), await site.keys()];
    await send(first);

    expect([await current(), await site.keys()]).toEqual([id, keys]);
    expect(text()).toContain(`to   ${id}, which is in place already`);
  });
});

describe("the commands", () => {
  const typed = (...words: readonly string[]) =>
    running(["ops", "frontend", ...words, "-d", site.stackFolder], { ...nobody, ...site.environment });

  it("say what would be sent and how to do it, and list what was", async () => {
    const dry = await typed("publish", first, "staging", "--commit", "3d2f9a0");
    expect([dry.status, dry.stderr]).toEqual([1, ""]);
    expect(dry.stdout).toContain(
      `frontend publish staging: https://app.staging.prospector.example, in ${account} eu-central-1\nas arn:aws:sts::`,
    );
    expect(dry.stdout).toContain(
      `Dry run: nothing was changed. To do it:\n  ./golive ops frontend publish ${first} staging -d ${site.stackFolder} --commit 3d2f9a0 --yes\n`,
    );
    const none = await typed("list", "staging");
    expect([none.status, none.stdout.includes("nothing was published")]).toEqual([1, true]);

    await send(first, {}, { commit: "3d2f9a0c7b1e4f6a8c5d0e9b2a7f4c1d6e3b8a5f" });
    const { status, stdout } = await typed("list", "staging");
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^ {2}✔ {2}\S+ {2}\S+ \S+Z {2}\S+ {2}3d2f9a0c7b1e {2}7 files, \S+ KiB {2}serves now$/m,
    );
    expect(JSON.parse((await typed("list", "staging", "--json")).stdout)).toMatchObject({
      current: await current(),
      releases: [{ result: "serves", files: 7 }],
    });
  });

  it("end with 1 where there is nothing to go back to, and with 3 where AWS says no, in so many words", async () => {
    const none = await typed("rollback", "staging");
    expect([none.status, none.stdout.includes("there is no release to go back to")]).toEqual([1, true]);

    await using denied = await Endpoint.start(() => refusal("AccessDenied", "not authorized"));
    const refused = await running(["ops", "frontend", "publish", first, "staging", "-d", site.stackFolder], {
      ...nobody,
      ...site.environment,
      AWS_ENDPOINT_URL_S3: denied.url,
    });
    expect([refused.status, refused.stderr]).toEqual([
      3,
      expect.stringMatching(/could not look at s3:\/\/\S+index\.html: arn:aws:sts::\S+ needs s3:GetObject/),
    ]);
  });
});

describe("going back", () => {
  it("brings the page before back, by name or without, and takes away what only the later one had", async () => {
    await send(first);
    const old = await current();
    writeFileSync(join(second, "later.txt"), "later\n");
    await send(second, {}, { commit: "3d2f9a0c7b1e4f6a8c5d0e9b2a7f4c1d6e3b8a5f" });
    expect(await titleAt()).toBe("second / 7 companies");
    expect(await site.keys("later")).toEqual(["later.txt"]);

    expect(await back()).toBe("done");
    expect([await current(), await titleAt(), await site.keys("later")]).toEqual([
      old,
      "first / 7 companies",
      [],
    ]);
    const { releases } = await frontendReport(site.target);
    expect(releases.map(({ commit, before, result }) => [commit, before, result])).toEqual([
      ["3d2f9a0c7b1e4f6a8c5d0e9b2a7f4c1d6e3b8a5f", old, "serves"],
      [null, null, "serves"],
    ]);
    await expect(back()).rejects.toThrow("there is no release to go back to");
    await back(releases[0]?.id);
    expect(await titleAt()).toBe("second / 7 companies");
  });

  it("is refused to a release that is not kept, and to one whose files are gone", async () => {
    await send(first);
    const old = (await current()) ?? "";
    await send(second);

    await expect(back("20200101T000000Z-00000000")).rejects.toThrow("--to: 20200101T000000Z-00000000");
    const [asset = ""] = await site.keys(`releases/${old}/files/index.html`);
    await site.s3.send(new PutObjectCommand({ Bucket: siteOf(site.target), Key: asset, Body: "other" }));
    await expect(back()).rejects.toThrow(`${old} is refused: files of it are gone\n  ✘ index.html`);
    expect(await titleAt()).toBe("second / 7 companies");
  });
});

describe("a publish that does not come to its end", () => {
  it("leaves the old page where a person stops it before index.html", async () => {
    await send(first);
    const stop = new AbortController();
    const uploads = { begin: () => undefined, sent: () => stop.abort(), end: () => undefined };

    await expect(send(second, { signal: stop.signal, uploads })).rejects.toThrow(
      "interrupted. What visitors see is as it was; the same command goes on from here.",
    );
    expect(await titleAt()).toBe("first / 7 companies");
    await send(second);
    expect(await titleAt()).toBe("second / 7 companies");
  });

  it("is refused while somebody else publishes, and goes on once that one's time is over", async () => {
    await send(first);
    const lock = (until: string) =>
      site.s3.send(
        new PutObjectCommand({
          Bucket: siteOf(site.target),
          Key: "releases/lock.json",
          Body: JSON.stringify({ by: "arn:aws:iam::1:user/anna", at: "2026-11-21T06:00:00.000Z", until }),
        }),
      );
    await lock(new Date(Date.now() + 60_000).toISOString());
    await expect(send(second)).rejects.toThrow(
      "arn:aws:iam::1:user/anna publishes since 2026-11-21T06:00:00.000Z, and nothing was changed",
    );
    expect(await titleAt()).toBe("first / 7 companies");

    await lock(new Date(Date.now() - 1_000).toISOString());
    await send(second);
    expect(await titleAt()).toBe("second / 7 companies");
  });

  it("of two at once, one publishes and the other is refused", async () => {
    const ends = await Promise.allSettled([send(first), send(second)]);

    expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    // The last of these where moto, other than S3, lets two write over one version: the first then finds its lock lost.
    const refused = /publishes since|at this very moment|published meanwhile|somebody else may publish now/;
    expect(ends.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { message: expect.stringMatching(refused) },
    });
  });

  it("says what visitors are served instead, how to go on and how to go back", async () => {
    await send(first);
    const old = await current();
    const page = readFileSync(join(first, "index.html"), "utf8");
    site.cdn.frozen = page;
    const failed = send(second).finally(() => {
      site.cdn.frozen = undefined;
    });

    await expect(failed).rejects.toThrow(
      new RegExp(
        `not proven: \\S+ is in place, and\n  ✘ / answers 200, and is not what was sent\n[\\s\\S]*This puts ${old} back:\n  \\./golive ops frontend rollback staging -d \\S+ --to ${old} --yes`,
      ),
    );
    const { releases } = await frontendReport(site.target);
    expect(releases.map(({ result }) => result)).toEqual(["sent", "serves"]);
  });
});

describe("a publish that is not proven", () => {
  afterEach(() => {
    site.cdn.policy = undefined;
    site.cdn.frozen = undefined;
  });

  it("is one where the CDN sends another policy than the one for which the build was judged", async () => {
    site.cdn.policy = "default-src *";

    await expect(send(first)).rejects.toThrow(
      "✘ the Content-Security-Policy is not the stack file's, for which the build was judged: `./golive up staging` sets it",
    );
  });

  it("is made good by the same command, which sends nothing twice", async () => {
    site.cdn.frozen = "";
    await expect(send(first)).rejects.toThrow("not proven");
    site.cdn.frozen = undefined;
    const put = vi.spyOn(Site.prototype, "put");
    await send(first);

    expect(put.mock.calls).toEqual([]);
    put.mockRestore();
    expect((await frontendReport(site.target)).releases.map(({ result }) => result)).toEqual(["serves"]);
  });

  it("ends before the page is changed where its time is over and somebody else has begun", async () => {
    await send(first);
    const Key = "releases/lock.json";
    const taken = site.s3.send.bind(site.s3);
    let over: Promise<unknown> | undefined;
    const uploads = {
      begin: () => {
        over = taken(new PutObjectCommand({ Bucket: siteOf(site.target), Key, Body: "{}" }));
      },
      sent: () => undefined,
      end: () => undefined,
    };

    await expect(send(second, { uploads })).rejects.toThrow("somebody else may publish now");
    await over;
    expect(await titleAt()).toBe("first / 7 companies");
  });
});

describe("a build that must not reach users", () => {
  it("is refused with an inline script, which the browser would refuse to run", async () => {
    const bad = await viteBuild(
      join(site.folder, "bad"),
      "bad",
      "<script>document.title = 'inline';</script>",
    );

    await expect(send(bad)).rejects.toThrow(
      /index\.html:\d+:\d+ {2}an inline script: the CDN's Content-Security-Policy refuses it/,
    );
    expect(await site.keys()).toEqual([]);

    await send(first);
    const html = readFileSync(join(bad, "index.html"));
    await site.s3.send(
      new PutObjectCommand({
        Bucket: siteOf(site.target),
        Key: "index.html",
        Body: html,
        ContentType: "text/html; charset=utf-8",
      }),
    );
    expect((await visitor.visit(`${origin}/`)).violations).toEqual(
      expect.arrayContaining(["script-src-elem inline"]),
    );
  });

  it("is refused where a file has other content under a name that browsers keep", async () => {
    await send(first);
    const [asset = ""] = await site.keys("assets/view-");
    writeFileSync(join(second, asset), "export const view = () => 'changed';\n");

    await expect(send(second)).rejects.toThrow(`which browsers keep for a year:\n  ✘ ${asset}\n`);
    expect(await titleAt()).toBe("first / 7 companies");
  });
});

describe("what pages may know at run time", () => {
  const secrets = () => new SecretsManagerClient(site.moto.client);
  const fill = (SecretString: string) =>
    secrets().send(
      new PutSecretValueCommand({ SecretId: "prospector-staging/PAGES_SENTRY_DSN", SecretString }),
    );
  const sent = () => visitor.visit(`${origin}/`);

  it.each([
    [
      "that is no DSN",
      "please-fill-me-in",
      "PAGES_SENTRY_DSN holds no DSN such as https://<key>@<host>/<project>",
    ],
    ["in the clear", "http://0123@o110022.ingest.de.sentry.io/42", "PAGES_SENTRY_DSN holds no DSN"],
    [
      "that the pages' policy does not let them reach",
      "https://0123@sentry.elsewhere.example/42",
      "pages may not send errors to the host of PAGES_SENTRY_DSN: add its origin to connect-src of `frontend.csp`",
    ],
  ])("is no value %s, and it is not repeated", async (_, value, why) => {
    await fill(value);
    const failed = send(first).then(
      () => "",
      (error: Error) => error.message,
    );

    expect(await failed).toContain(why);
    expect(await failed).not.toMatch(/fill-me|0123|elsewhere/);
    expect(await site.keys()).toEqual([]);
  });

  it("is what the environment says, where the secret is none of ours to read", async () => {
    await fill("please-fill-me-in");
    vi.stubEnv("PAGES_SENTRY_DSN", `${dsn}1`);
    await send(first);

    expect((await sent()).config).toMatchObject({ dsn: `${dsn}1` });
  });

  it("is nothing of a monitor or a CDN that is not there yet, and then nothing is sent", async () => {
    site.rum = noMonitor;
    await expect(send(first)).rejects.toThrow(
      "there is no app monitor prospector-staging-pages: `./golive up staging` makes it",
    );
    const elsewhere = { ...site.target.config.frontend, host: "www.staging.prospector.example" };
    const config = { ...site.target.config, frontend: elsewhere } as typeof site.target.config;
    const wish = { directory: first, commit: null, allow: [], sourceMaps: false };
    await expect(publish({ ...site.target, config }, wish, site.voice, site.manner())).rejects.toThrow(
      "no distribution of CloudFront answers for www.staging.prospector.example in this account: `./golive up staging` makes it",
    );
    expect(await site.keys()).toEqual([]);
  });
});

describe("what is kept", () => {
  it("is so many releases, and of the others not one file that a kept one needs", async () => {
    const { config } = site.target;
    const frontend = { ...config.frontend, keepReleases: 2 };
    const target = { ...site.target, config: { ...config, frontend } as typeof config };
    const ids: string[] = [];
    const views: string[] = [];
    for (const title of ["one", "two", "three", "four"]) {
      const directory = await viteBuild(join(site.folder, "many"), title);
      const wish = { directory, commit: null, allow: [], sourceMaps: false };
      await publish(target, wish, site.voice, site.manner());
      ids.push((await current()) ?? "");
      views.push((await site.keys("assets/index-")).find((key) => key.endsWith(".js")) ?? "");
    }
    const { releases } = await frontendReport(site.target);

    expect(releases.map(({ id }) => id).toSorted()).toEqual(ids.slice(2).toSorted());
    expect((await site.keys("assets/index-")).filter((key) => key.endsWith(".js"))).toHaveLength(2);
    expect(await site.keys("assets/view-")).toHaveLength(1);
    expect(await titleAt()).toBe("four / 7 companies");
  });
});
