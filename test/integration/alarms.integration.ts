import { join } from "node:path";
import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { quiet } from "../../cli/up/quiet.ts";
import { alarmsReport, isBad } from "../../ops/alarms.ts";
import { Session } from "../../ops/session.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import { Folder, nobody, running } from "../cli/running.ts";
import { account, Moto, region } from "./moto.ts";

let moto: Moto;
let folder: Folder;
let target: Target;

beforeAll(async () => {
  moto = await Moto.start();
});
afterAll(() => moto?.stop());
beforeEach(() => {
  folder = new Folder().write({ account });
  target = targetAt(join(folder.path, "Pulumi.staging.yaml"));
  for (const [name, value] of Object.entries(moto.environment)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  folder[Symbol.dispose]();
  await moto.reset();
});

const topics = {
  page: [`arn:aws:sns:${region}:${account}:prospector-staging-oncall`],
  ticket: [`arn:aws:sns:${region}:${account}:prospector-staging-tickets`],
  nobody: [],
};
async function alarm(
  name: string,
  tells: keyof typeof topics,
  state: "ALARM" | "OK" | "INSUFFICIENT_DATA",
  Period = 60,
  more: Partial<PutMetricAlarmCommandInput> & { readonly in?: string } = {},
): Promise<void> {
  const { in: where = region, ...given } = more;
  const client = new CloudWatchClient({ ...moto.client, region: where });
  await client.send(
    new PutMetricAlarmCommand({
      ...{ AlarmName: name, AlarmActions: topics[tells], Namespace: "test", MetricName: "Sick", Period },
      ...{
        Statistic: "Maximum",
        ComparisonOperator: "GreaterThanThreshold",
        Threshold: 0,
        EvaluationPeriods: 2,
      },
      ...given,
    }),
  );
  await client.send(
    new SetAlarmStateCommand({ AlarmName: name, StateValue: state, StateReason: `as ${name} says` }),
  );
}

/** As the program mutes the alarm of a worker that takes no jobs. */
const paused = (until: string) => ({
  ActionsEnabled: false,
  Tags: [
    { Key: "breaker", Value: "pause" },
    { Key: "breaker-until", Value: until },
  ],
});
const soon = () => new Date(Date.now() + 15 * 60_000);
const report = (now = soon()) => alarmsReport(target, new Session(account, "anna"), now);
const alarms = (...args: readonly string[]) =>
  running(["ops", "alarms", "staging", "-d", folder.path, ...args], { ...nobody, ...moto.environment });

describe("ops alarms", () => {
  it("names the stack's own alarms, red ones first, with since when and why", async () => {
    await alarm("prospector-staging-b", "page", "OK");
    await alarm("prospector-staging-a", "ticket", "INSUFFICIENT_DATA");
    await alarm("prospector-staging-c", "page", "ALARM");
    await alarm("prospector-production-x", "page", "ALARM");
    const found = await report();

    expect(found.alarms.map(({ name, state, tells, reason }) => [name, state, tells, reason])).toEqual([
      ["prospector-staging-c", "ALARM", "page", "as prospector-staging-c says"],
      ["prospector-staging-a", "INSUFFICIENT_DATA", "ticket", "as prospector-staging-a says"],
      ["prospector-staging-b", "OK", "page", "as prospector-staging-b says"],
    ]);
    expect(Date.parse(found.alarms[0]?.since ?? "")).toBeGreaterThan(Date.now() - 60_000);
  });

  it.each([
    ["page", "ALARM", false],
    ["ticket", "ALARM", false],
    ["nobody", "ALARM", true],
    ["page", "INSUFFICIENT_DATA", false],
    ["ticket", "INSUFFICIENT_DATA", true],
    ["page", "OK", true],
  ] as const)("an alarm that tells %s and is %s: calm is %s", async (tells, state, calm) => {
    await alarm("prospector-staging-one", tells, state);

    expect((await report()).calm).toBe(calm);
  });

  it("blames no alarm that has not been there for as long as it looks back", async () => {
    await alarm("prospector-staging-backups-missing", "page", "ALARM", 86_400);

    expect((await report()).calm).toBe(true);
    expect((await report(new Date(Date.now() + 3 * 86_400_000))).calm).toBe(false);
  });

  it("shows each that is not calm, and how many are", async () => {
    await alarm("prospector-staging-api-unwell", "page", "ALARM");
    await alarm("prospector-staging-other", "page", "OK");
    const { status, stdout, stderr } = await alarms();

    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /✘ prospector-staging-api-unwell: red since .*Z, newer than what it looks back at, pages/,
    );
    expect(stdout).toContain("      as prospector-staging-api-unwell says");
    expect(stdout).toContain("1 of 2 alarms of prospector-staging are calm\n");
    expect(JSON.parse((await alarms("--json")).stdout)).toMatchObject({ calm: true });
  });

  it("sees what stands in the CDN's region and pages by an event, and no other stack's there", async () => {
    await alarm("prospector-staging-cdn-failing-answers", "nobody", "ALARM", 60, { in: "us-east-1" });
    await alarm("prospector-production-cdn-failing-answers", "nobody", "ALARM", 60, { in: "us-east-1" });
    const { alarms: found, calm } = await report();

    expect(found.map(({ name, region: where, tells }) => [name, where, tells])).toEqual([
      ["prospector-staging-cdn-failing-answers", "us-east-1", "page"],
    ]);
    expect(calm).toBe(false);
  });

  it("says which alarm a breaker silences and until when, and blames it no longer than that", async () => {
    await alarm("prospector-staging-worker-unwell", "page", "ALARM", 60, paused("2999-12-31"));
    expect(await report()).toMatchObject({ calm: true, alarms: [{ silencedUntil: "2999-12-31" }] });
    expect((await alarms()).stdout).toContain("silenced by a breaker until 2999-12-31");

    await alarm("prospector-staging-mailer-unwell", "page", "ALARM", 60, paused("2020-01-31"));
    await alarm("prospector-staging-api-unwell", "page", "ALARM", 60, { ActionsEnabled: false });
    const bad = (await report()).alarms.filter(isBad).map(({ name }) => name);
    expect(bad).toEqual(["prospector-staging-api-unwell", "prospector-staging-mailer-unwell"]);
  });

  it("is not content with a stack that has none", async () => {
    const { status, stdout } = await alarms();

    expect([status, stdout]).toEqual([1, "prospector-staging has no alarms: nothing of it is deployed\n"]);
  });
});

describe("up", () => {
  const lines: string[] = [];
  beforeEach(() => {
    lines.length = 0;
    vi.spyOn(process.stderr, "write").mockImplementation((text) => lines.push(String(text)) > 0);
  });
  afterEach(() => vi.restoreAllMocks());
  const asked = (despite?: string) => quiet(target, new Session(account, "anna"), despite, soon());

  it("goes on where nothing pages, and before a first deployment", async () => {
    expect(await asked()).toBe("quiet");
    await alarm("prospector-staging-vitals-vacuum", "ticket", "ALARM");
    await alarm("prospector-staging-api-blue-slow-answers", "nobody", "ALARM");
    await alarm("prospector-staging-api-unwell", "page", "OK");

    expect([await asked("said in vain, as nothing pages"), lines]).toEqual(["quiet", []]);
  });

  it("deploys nothing while an alarm pages, unless somebody says why it may", async () => {
    await alarm("prospector-staging-api-unwell", "page", "ALARM");

    expect(await asked()).toBe("refused");
    expect(lines.join("")).toContain("✘ prospector-staging-api-unwell: red since");
    expect(lines.join("")).toContain("golive: nothing was deployed.");
    expect(await asked("this release is what mends it")).toBe("despite");
    expect(lines.at(-1)).toBe(
      "golive: deploying DESPITE what is red, because: this release is what mends it\n",
    );
  });
});
