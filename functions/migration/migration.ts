import { type HookAnswer, readQuestion } from "../shared/hook.ts";
import { inWords, log, Stopped } from "../shared/log.ts";
import type { OneOff } from "../shared/one-off.ts";
import { ask, type Looked, look, madeHere, startedBy, type Tools, type Try, tried } from "./look.ts";
import { plan, type Step } from "./plan.ts";
import type { MigrationRecord } from "./record.ts";
import { superfluous } from "./snapshot.ts";

const stage = "PRE_SCALE_UP";
const again: HookAnswer = { hookStatus: "IN_PROGRESS", callBackDelay: 15 };

/**
 * Lets a release in once its migrations have run in the database: a snapshot first, then `migrate` once, then `verify`
 * (C13, K04). Stateless: each call looks at AWS and takes one step. What was let in before is let in at once, except
 * beside a restored database. A deployment that failed is tried anew from `migrate` on, also where only `verify`
 * failed: migrations are to do nothing where nothing is left to do.
 */
export async function migration(event: unknown, tools: Tools): Promise<HookAnswer> {
  let one: Try | undefined;
  let seen: Looked | undefined;
  try {
    const question = readQuestion(event);
    if (question.stage !== stage) throw new Stopped(`asked at ${question.stage}, not at ${stage}`);
    const asked = await ask(question, tools);
    const made = madeHere(asked);
    if (made) {
      log({ level: "info", says: "its migrations have run in this database", release: made.digest });
      return { hookStatus: "SUCCEEDED" };
    }
    one = await tried(asked, tools);
    seen = await look(one, tools);
    const { migrate, verify } = tools.settings;
    const next = plan(seen, { migrate: migrate.timeoutMinutes, verify: verify.timeoutMinutes });
    return await act(next, one, seen, tools);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    log({ level: "error", says: error.message, ...(one && { release: one.digest }) });
    if (one) await tools.records.write(recordOf(one, seen, error.message, tools), one.unique);
    return { hookStatus: "FAILED" };
  }
}

/** Takes a step; what ends the deployment is thrown. */
async function act(next: Step, one: Try, seen: Looked, tools: Tools): Promise<HookAnswer> {
  const { settings, database } = tools;
  const { digest: release, snapshot, asking } = one;
  const waits = (says: string): HookAnswer => {
    log({ level: "info", says, release });
    return again;
  };
  switch (next.do) {
    case "wait":
      return waits(next.says);
    case "take snapshot": {
      const begun = await database.take(snapshot, { release, stack: settings.prefix });
      return waits(begun ? `${snapshot} is taken` : "the database is too busy for a snapshot");
    }
    case "start":
      if (next.work === "migrate") await prune(one, seen, tools);
      await tools.tasks.start({
        definition: one.tasks[next.work],
        subnets: asking.subnets,
        securityGroups: [...asking.securityGroups, ...settings[next.work].alsoWears],
        startedBy: startedBy(next.work, one),
      });
      return waits(`${next.work} is started`);
    case "finish":
      await tools.records.write(recordOf(one, seen, null, tools), one.unique);
      log({ level: "info", says: "its migrations have run and are verified", release });
      return { hookStatus: "SUCCEEDED" };
    case "stop":
      await tools.tasks.stop(next.task.arn, next.says);
      throw new Stopped(next.says);
    case "discard snapshot":
      // Its name is the release's own: the next try needs it.
      await database.discard(next.snapshot);
      throw new Stopped(next.says);
    case "fail":
      throw new Stopped(next.says);
  }
}

/** One snapshot too many is no reason to refuse a release; it is one to look into. */
async function prune({ snapshot }: Try, { snapshots }: Looked, { settings, database }: Tools): Promise<void> {
  const { prefix, keepSnapshots: keep } = settings;
  for (const name of superfluous(snapshots, { prefix, keep, needed: snapshot }))
    try {
      await database.discard(name);
      log({ level: "info", says: `the old snapshot ${name} is deleted` });
    } catch (error) {
      log({ level: "error", says: `the old snapshot ${name} stays: ${inWords(error)}` });
    }
}

const taskOf = (task: OneOff | undefined) => (task ? { arn: task.arn, exitCode: task.exitCode } : null);

function recordOf(one: Try, seen: Looked | undefined, reason: string | null, tools: Tools): MigrationRecord {
  const { prefix: stack, database } = tools.settings;
  return {
    kind: "migration",
    stack,
    at: tools.now().toISOString(),
    image: one.tasks.image,
    digest: one.digest,
    schema: one.schema,
    database: { identifier: database.identifier, resourceId: one.resourceId },
    replaces: one.asking.serving.filter((digest) => digest !== one.digest),
    snapshot: seen?.snapshot?.name ?? null,
    tasks: { migrate: taskOf(seen?.tasks.migrate), verify: taskOf(seen?.tasks.verify) },
    result: reason === null ? "SUCCESSFUL" : "FAILED",
    reason,
  };
}
