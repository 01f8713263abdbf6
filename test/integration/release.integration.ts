import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { pinnedOf } from "../../ops/images.ts";
import type { ReleaseRecord } from "../../ops/release/record.ts";
import { Releases } from "../../ops/release/store.ts";
import { Session } from "../../ops/session.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import { Folder, nobody, running } from "../cli/running.ts";
import { EcsServices } from "./ecs-services.ts";
import { EcsStandIn } from "./ecs-stand-in.ts";
import { account, Moto } from "./moto.ts";
import { PlatformInMoto } from "./platform-in-moto.ts";

// Stood in for: services and their deployments, which moto does not play; all else is moto's.
let moto: Moto;
let services: EcsServices;
let ecs: EcsStandIn;
let folder: Folder;
let file: string;
let target: Target;
let platform: PlatformInMoto;
let revisions: Readonly<Record<string, string>>;
let images: Readonly<Record<string, string>>;

beforeAll(async () => {
  moto = await Moto.start();
  services = new EcsServices();
  ecs = await EcsStandIn.start(moto, services.plays);
});
afterAll(async () => {
  await ecs?.stop();
  await moto?.stop();
});
beforeEach(async () => {
  folder = new Folder().write({ account });
  file = join(folder.path, "Pulumi.staging.yaml");
  target = targetAt(file);
  images = pinnedOf(target.config);
  for (const [name, value] of Object.entries(ecs.environment)) vi.stubEnv(name, value);
  platform = new PlatformInMoto(moto, account);
  await platform.makeBucket();
  revisions = await registered(images);
  show(revisions);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  folder[Symbol.dispose]();
  await moto.reset();
});

const registered = async (all: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(all).map(async ([id, image]) => [id, await platform.register(id, image)] as const),
    ),
  );
const show = (of: Readonly<Record<string, string>>, more = {}) =>
  services.show(() =>
    Object.fromEntries(Object.entries(of).map(([id, taskDefinition]) => [id, { taskDefinition, ...more }])),
  );

const release = (id: string, more: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  kind: "release",
  stack: "prospector-staging",
  id,
  at: "2026-11-21T06:34:55.000Z",
  by: `arn:aws:sts::${account}:assumed-role/deploy/anna`,
  commit: "3d2f9a0c7b1e4f6a8c5d0e9b2a7f4c1d6e3b8a5f",
  config: "0".repeat(64),
  services: Object.fromEntries(
    Object.entries(images).map(([id, image]) => [id, { image, taskDefinition: revisions[id] ?? "" }]),
  ),
  tasks: {},
  frontend: null,
  schema: { version: "0042", runsWith: ["0042"], keeps: [] },
  result: "serves",
  ...more,
});
const otherImages = (letter: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(images).map(([id, image]) => [id, `${image.split("@")[0]}@sha256:${letter.repeat(64)}`]),
  );
const named = (all: Readonly<Record<string, string>>): ReleaseRecord["services"] =>
  Object.fromEntries(Object.entries(all).map(([id, image]) => [id, { image, taskDefinition: "gone" }]));
/** As a rollback leaves it. */
const markLeft = (left: ReleaseRecord) =>
  platform.s3.send(
    new PutObjectCommand({
      ...platform.evidence,
      Key: `release/${left.id}-rolled-back.json`,
      Body: JSON.stringify({ ...left, result: "rolled back from" }),
    }),
  );
const store = () => Releases.of(target, new Session(account, "arn:aws:iam::1:user/anna"));
const ops = (...args: readonly string[]) =>
  running(["ops", ...args, "-d", folder.path], { ...nobody, ...ecs.environment });

describe("the records of releases", () => {
  it("are none before there is a bucket, and then the newest first, however many there are", async () => {
    await moto.reset();
    expect([await store().list(), await store().read("20261121T063455Z-3d2f9a")]).toEqual([[], undefined]);

    await platform.makeBucket();
    const ids = Array.from({ length: 1005 }, (_, index) => `20261121T06${String(index).padStart(4, "0")}Z-a`);
    for (let from = 0; from < ids.length; from += 50)
      await Promise.all(ids.slice(from, from + 50).map((id) => store().write(release(id))));

    expect((await store().list(3)).map(({ id }) => id)).toEqual(ids.slice(-3).toReversed());
    expect(await store().read(ids[0] ?? "")).toEqual(release(ids[0] ?? ""));
  });

  it("are one each, and of one that was gone back from as the mark beside it says", async () => {
    const [a, b, c] = ["20261119T063455Z-a", "20261120T063455Z-b", "20261121T063455Z-c"] as const;
    for (const id of [a, b, c]) await store().write(release(id));
    await markLeft(release(b));

    const left = release(b, { result: "rolled back from" });
    expect(await store().list()).toEqual([release(c), left, release(a)]);
    expect(await store().list(2)).toEqual([release(c), left]);
    expect([await store().read(b), await store().read(a)]).toEqual([left, release(a)]);
  });

  it("are refused where something else stands in their place", async () => {
    const Key = "release/20261121T063455Z-3d2f9a.json";
    await platform.s3.send(new PutObjectCommand({ ...platform.evidence, Key, Body: '{"kind":"restore"}' }));

    await expect(store().list()).rejects.toThrow(
      `s3://prospector-staging-evidence-${account}/${Key} is no record of a release`,
    );
  });
});

describe("ops release", () => {
  const older = () => release("20261120T063455Z-aaaaaa", { services: named(otherImages("0")), commit: null });
  const newer = (more: Partial<ReleaseRecord> = {}) => release("20261121T063455Z-bbbbbb", more);

  it("lists who released what when, which of them serves, and that the file says the same", async () => {
    await store().write(older());
    await markLeft(older());
    await store().write(newer());
    const { status, stdout, stderr } = await ops("release", "staging");

    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n")).toEqual([
      `releases of staging in ${account} eu-central-1`,
      expect.stringMatching(/^as arn:aws:/),
      "",
      `  ✔  20261121T063455Z-bbbbbb  2026-11-21 06:34Z  anna  3d2f9a0c7b1e  schema 0042  ${shorts(images)}  serves now`,
      `  ✘  20261120T063455Z-aaaaaa  2026-11-21 06:34Z  anna  no commit     schema 0042  ${shorts(otherImages("0"))}  rolled back from`,
      "",
      "Release 20261121T063455Z-bbbbbb serves.",
      "The stack file names what serves.",
      "",
    ]);
  });

  it("says of a release that was deployed although alarms were red why it was", async () => {
    const despite = "it mends the queue\u001b[2J";
    await store().write(newer({ despite }));

    expect((await ops("release", "staging")).stdout).toMatch(
      / serves now; deployed despite alarms: it mends the queue$/m,
    );
    const { stdout } = await ops("release", "staging", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ releases: [{ despite }] });
  });
  const shorts = (all: Readonly<Record<string, string>>) =>
    [...new Set(Object.values(all))]
      .map((image) => image.replace(/^.*\/(.*@)sha256:(.{12}).*$/, "$1$2"))
      .join(", ");

  it("finds the one that serves also where it is older than all that are shown", async () => {
    await store().write(older());
    await store().write(newer());
    show(await registered(otherImages("0")));
    const { status, stdout } = await ops("release", "staging", "--most", "1");

    expect(status).toBe(0);
    expect(stdout).toContain("Release 20261120T063455Z-aaaaaa serves");
    expect(stdout.match(/^ {2}.*schema/gm)).toEqual([expect.stringContaining("20261121T063455Z-bbbbbb")]);
  });

  it("tells revisions of other settings, and other images in the file", async () => {
    await store().write(newer({ services: named(otherImages("0")) }));
    show(await registered(otherImages("0")));
    const { status, stdout } = await ops("release", "staging");

    expect(status).toBe(0);
    expect(stdout).toContain(
      "Release 20261121T063455Z-bbbbbb serves with its images, but other settings.\nThe stack file names other images:\n  api: prospector-api@",
    );
    expect(stdout).toContain("while prospector-api@000000000000 serves");
  });

  it("is not ready where what serves was never written down, or nothing serves", async () => {
    const none = await ops("release", "staging");
    expect([
      none.status,
      none.stdout.includes("What serves now is none of these releases:\n  api: "),
    ]).toEqual([1, true]);
    expect(none.stdout).toContain("none is written down: `./golive up` does so when a release serves");

    show({});
    const nothing = await ops("release", "staging");
    expect([nothing.status, nothing.stdout.includes("Nothing serves: no service is deployed.")]).toEqual([
      1,
      true,
    ]);
  });

  it("says the same as JSON, and that a deployment goes on", async () => {
    await store().write(newer());
    services.show(() =>
      Object.fromEntries(
        Object.entries(revisions).map(([id, before]) => [
          id,
          { taskDefinition: "next", before, state: "IN_PROGRESS" },
        ]),
      ),
    );
    const { status, stdout } = await ops("release", "staging", "--json");
    const said = JSON.parse(stdout);

    expect([status, said.serving, said.fileDiffers]).toEqual([
      0,
      { id: "20261121T063455Z-bbbbbb", exactly: true },
      [],
    ]);
    expect(said.live.api).toEqual({ taskDefinition: revisions.api, image: images.api, moving: true });
    expect(said.releases).toEqual([newer()]);
  });
});

describe("ops pin", () => {
  const text = () => readFileSync(file, "utf8");
  const pin = (...args: readonly string[]) => ops("pin", "staging", ...args);
  /** One service's image, for all that share it. */
  const replaced = (from = "", to = "") => text().replaceAll(from, to);

  it("shows what would change, and changes nothing", async () => {
    const next = otherImages("0");
    await platform.push(Object.values(next));
    const before = text();
    const { status, stdout } = await pin(`api=${next.api}`);

    expect([status, text()]).toEqual([1, before]);
    expect(stdout).toContain(`  api: ${next.api}\n  worker: ${next.api}\n  scheduler: ${next.api}\n\n`);
    const [line] = before.split("\n").filter((one) => one.includes(images.api ?? ""));
    expect(stdout).toContain(
      `Pulumi.staging.yaml:22\n-${line}\n+${line?.replace(images.api ?? "", next.api ?? "")}`,
    );
    expect(stdout).toContain("Dry run: nothing was written. The same command with --yes writes it.");
  });

  it("writes the digest for all services that share it, and not one other character", async () => {
    const next = otherImages("0");
    await platform.push(Object.values(next));
    chmodSync(file, 0o640);
    const meant = replaced(images.api, next.api);
    const { status, stdout } = await pin(`worker=${next.api}`, "--yes");

    expect([status, text()]).toEqual([0, meant]);
    expect(stdout).toContain("Pulumi.staging.yaml is written. Next:\n  ./golive up staging");
    expect(pinnedOf(targetAt(file).config)).toEqual({ ...next, scraper: images.scraper });
    expect([statSync(file).mode & 0o777, readdirSync(folder.path).toSorted()]).toEqual([
      0o640,
      ["Pulumi.staging.yaml", "Pulumi.yaml"],
    ]);
    expect((await pin(`worker=${next.api}`)).stdout).toContain("Pulumi.staging.yaml says so already.");
  });

  it("--live takes what serves, so that an update of the infrastructure changes no code", async () => {
    const live = otherImages("0");
    await platform.push(Object.values(live));
    show(await registered(live));
    expect((await pin("--live", "--yes")).status).toBe(0);

    expect(pinnedOf(targetAt(file).config)).toEqual(live);
  });

  it.each<[string, () => Promise<void>, string]>([
    [
      "while a deployment goes on",
      async () => show(revisions, { state: "IN_PROGRESS", before: revisions.api }),
      "✘ a deployment of api goes on: what will serve is not decided",
    ],
    [
      "of what is not deployed",
      async () => show({ api: revisions.api ?? "" }),
      "✘ scraper is not deployed: nothing of it serves",
    ],
    [
      "of a tag",
      async () => show({ ...revisions, scraper: await platform.register("scraper", "scraper:latest") }),
      "✘ scraper serves scraper:latest, which is no digest",
    ],
  ])("--live refuses to write %s", async (_, prepare, why) => {
    await prepare();
    const before = text();
    const { status, stdout } = await pin("--live", "--yes");

    expect([status, text()]).toEqual([1, before]);
    expect(stdout).toContain("Nothing was written:");
    expect(stdout).toContain(why);
  });

  it("refuses a digest that is not in its registry", async () => {
    const next = otherImages("0");
    const before = text();
    const { status, stdout } = await pin(`api=${next.api}`, "--yes");

    expect([status, text()]).toEqual([1, before]);
    expect(stdout).toContain(
      `✘ ${next.api}: no such digest in prospector-api in ECR of account 111122223333`,
    );
  });

  it("refuses another repository unless it is told so, and says what only ECR could prove", async () => {
    const elsewhere = `ghcr.io/prospector/scraper@sha256:${"0".repeat(64)}`;
    const refused = await pin(`scraper=${elsewhere}`, "--yes");
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(
      /found: {3}repository ghcr.io\/prospector\/scraper\n {2}allowed: .*prospector-scraper, or --repository-change/,
    );

    const { status, stdout } = await pin(`scraper=${elsewhere}`, "--yes", "--repository-change");
    expect([status, pinnedOf(targetAt(file).config).scraper]).toEqual([0, elsewhere]);
    expect(stdout).toContain("not proven: only ECR can be asked");
  });

  it.each<[string, () => readonly string[], string]>([
    ["an unknown service", () => [`wrker=${images.api}`], 'did you mean "worker"?'],
    [
      "different images for one reference",
      () => [`api=${images.api}`, `worker=${otherImages("0").api}`],
      "different images for services that share one in the stack file",
    ],
  ])("refuses %s", async (_, args, reason) => {
    const { status, stderr } = await pin(...args(), "--yes");

    expect(status).toBe(2);
    expect(stderr).toContain(reason);
  });

  it("refuses a service whose image is a tag, and leaves it out of --live", async () => {
    writeFileSync(
      file,
      text().replace(`{ digest: ${images.scraper} }`, "{ tag: registry.example/scraper:v1 }"),
    );
    const refused = await pin(`scraper=${images.scraper}`);
    expect([refused.status, refused.stderr.includes("an image that is a tag or a build")]).toEqual([2, true]);

    const live = await pin("--live");
    expect(live.stdout).toContain("scraper: left out, its image is a tag or a build");
  });

  it("refuses a file whose other words would change with the image", async () => {
    const written = text()
      .replace("{ digest: ", "{ digest: &image ")
      .replace(/^( +)env: \{/m, "$1env: { IMAGE: *image,");
    writeFileSync(file, written);
    await platform.push(Object.values(otherImages("0")));
    const { status, stderr } = await pin(`api=${otherImages("0").api}`, "--yes");

    expect([status, text()]).toEqual([2, written]);
    expect(stderr).toContain("images written in a way that cannot be changed one by one");
  });
});
