import type { S3Client } from "@aws-sdk/client-s3";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { Stopped } from "../shared/log.ts";
import { PostgresError } from "../shared/postgres.ts";
import type { StepAnswer, StepQuestion } from "../shared/procedure.ts";
import { lookIntoBucket } from "./bucket.ts";
import { type Check, hoursBetween, inTime, minutesBetween, type Outcome } from "./check.ts";
import type { Copies, Copy } from "./copies.ts";
import { type Found, lookIntoDatabase } from "./database.ts";
import { failedOf, record } from "./evidence.ts";
import type { Job, Jobs } from "./jobs.ts";
import type { Settings } from "./settings.ts";

export interface Tools {
  readonly settings: Settings;
  readonly jobs: Jobs;
  readonly copies: Copies;
  readonly secrets: SecretsManagerClient;
  readonly s3: S3Client;
  readonly now: () => Date;
}

export interface State {
  /** The instance that was added to a restored cluster; the copy cannot be deleted before it. */
  readonly instance: string | null;
  readonly outcome: Outcome | null;
}

// Only the job's id is taken from the event: AWS Backup says the rest.
const event = z.object({ detail: z.object({ restoreJobId: z.string() }) });
const every = 30;
/** AWS Backup removes a copy after its validation window; before that there must be a verdict, and an added instance be gone. */
const patienceMinutes = 120;

/** Looks into a copy that AWS Backup has restored, tells it the result and keeps the evidence (K04, K21). */
export async function restoreCheck(
  question: StepQuestion<unknown, State>,
  tools: Tools,
): Promise<StepAnswer<State>> {
  const read = event.safeParse(question.input);
  if (!read.success) throw new Stopped("the event names no restore job");
  const job = await tools.jobs.describe(read.data.detail.restoreJobId);
  if (job.status !== "COMPLETED") throw new Stopped(`restore job ${job.id} is ${job.status}, not COMPLETED`);
  if (job.judged) return { status: "done", result: { restoreJobId: job.id, result: "judged already" } };

  const before = question.state ?? { instance: null, outcome: null };
  const overdue =
    minutesBetween(job.began, tools.now()) > tools.settings.targets.rtoHours * 60 ||
    minutesBetween(new Date(question.startedAt), tools.now()) > patienceMinutes;
  const state = before.outcome === null ? await look(job, before, overdue, tools) : before;
  const { instance, outcome } = state;
  if (outcome === null || (instance !== null && !(await tools.copies.gone(instance))))
    return { status: "again", after: every, state };
  return verdict(job, outcome, tools);
}

/** Evidence first: what was judged must have its record. */
async function verdict(
  job: Job,
  outcome: Outcome,
  { settings, jobs, s3 }: Tools,
): Promise<StepAnswer<State>> {
  const key = await record(s3, settings, job, outcome);
  const failed = failedOf(outcome);
  const total = outcome.checks.length;
  const message =
    failed.length === 0
      ? `all ${total} checks passed`
      : `failed: ${failed.map(({ name }) => name).join(", ")}`;
  await jobs.judge(job.id, failed.length === 0, message);
  if (failed.length === 0)
    return { status: "done", result: { restoreJobId: job.id, result: "SUCCESSFUL", evidence: key } };
  const reasons = failed.map(
    ({ name, found, expected }) => `${name}: ${found ?? "nothing"} found, ${expected} expected`,
  );
  throw new Stopped(`the copy of restore job ${job.id} is no good: ${reasons.join("; ")}`);
}

/** One look: what came of it, or how far it is. What cannot be reached has until the target for restores (RTO), or our patience. */
async function look(job: Job, state: State, overdue: boolean, tools: Tools): Promise<State> {
  const { settings, now } = tools;
  const ended = ({ checks, newest }: Found, instance = state.instance): State => {
    const rtoMinutes = minutesBetween(job.began, now());
    return {
      instance,
      outcome: {
        checks: [...checks, inTime(rtoMinutes, settings.targets.rtoHours)],
        measured: { rpoHours: newest && hoursBetween(newest, job.began), rtoMinutes },
        at: now().toISOString(),
      },
    };
  };
  if (job.type === "S3")
    return ended(await lookIntoBucket(tools.s3, idOf(job), job.began, settings.targets.rpoHours));

  const reached = await reach(job, state, tools);
  if (!("server" in reached)) {
    const { status, instance } = reached;
    return overdue || status.startsWith("incompatible") || status === "failed"
      ? ended(notReached(status), instance)
      : { instance, outcome: null };
  }
  try {
    return ended(await lookIntoDatabase(settings, tools.secrets, reached.server, job.began));
  } catch (error) {
    if (!(error instanceof PostgresError)) throw error;
    return overdue || final(error.code) ? ended(notReached(error.message)) : state;
  }
}

const notReached = (found: string): Found => ({
  checks: [
    { name: "reach the copy", passed: false, found, expected: "a server that answers" } satisfies Check,
  ],
  newest: null,
});

/**
 * A server that answers with a refusal will not change its mind; lost connections (class 08), all connections taken (53)
 * and starting up (57) pass. The network's own codes (E…) are no answer.
 */
const final = (code: string): boolean => /^[0-9FHPX][0-9A-Z]{4}$/.test(code) && !/^(08|53|57)/.test(code);

/** `db:name`, `cluster:name` or the name of a bucket. */
const idOf = ({ copy }: Job): string => copy.split(":").at(-1) ?? "";

type Reached = { readonly server: Copy } | { readonly status: string; readonly instance: string | null };

async function reach(job: Job, { instance }: State, { copies }: Tools): Promise<Reached> {
  const id = idOf(job);
  const whole = job.type === "Aurora" ? await copies.cluster(id) : await copies.instance(id);
  if (whole?.status !== "available") return { status: whole?.status ?? "not there", instance };
  if (job.type !== "Aurora") return { server: whole };
  if (instance === null) return { status: "without an instance", instance: await copies.addInstance(id) };
  const added = await copies.instance(instance);
  return added?.status === "available"
    ? { server: whole }
    : { status: added?.status ?? "not there", instance };
}
