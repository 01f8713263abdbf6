import { UpdateServiceCommand } from "@aws-sdk/client-ecs";
import type { EvidenceRecord, Failure } from "../../evidence/record.ts";
import { inOneLine } from "../../evidence/told.ts";
import { ecsOf } from "../ecs/client.ts";
import { servesNow } from "../ecs/live.ts";
import { clusterOf } from "../names.ts";
import { rolledBack, stopDeployment } from "../rollback/go-back.ts";
import { Halted, Interrupted } from "../rollback/halted.ts";
import { isGoing, servingNow, shortOf } from "../rollback/serving.ts";
import { missing, ringing, servedAlarms, watch } from "../rollback/watch.ts";
import { until, type Work } from "../rollback/work.ts";
import { brokeOff } from "../trial/attempt.ts";
import { keep, type Trial } from "../trial/trial.ts";
import { going, type Shifting, shiftingNow, weightOf } from "./deployment.ts";

/** For tasks to start and hooks to answer, before the first share of the traffic moves. */
const startMinutes = 45;
const rows = ["K17"];

/** Takes all traffic back from what is being deployed, looks for ten minutes that it stays so, and writes it down (K17). */
export async function abortCanary(work: Work, trial: Trial, drill: boolean): Promise<EvidenceRecord> {
  const began = new Date();
  const failures: Failure[] = [];
  let seconds = 0;
  let stayed = 0;
  try {
    const begun = drill ? await beginDrill(work) : going(await shiftingNow(work));
    const asked = Date.now();
    for (const service of begun) await stopDeployment(work, service);
    for (const service of begun) await rolledBack(work, service);
    seconds = Math.round((Date.now() - asked) / 1000);
    failures.push(...(await stays(work, begun)));
    stayed = work.manner.watchMinutes;
  } catch (error) {
    // Written down as it is: what was stopped stays stopped.
    if (!(error instanceof Halted)) {
      await brokeOff(trial, "canary-abort", error, { began, say: work.voice.say });
      throw error;
    }
    failures.push({
      what:
        error instanceof Interrupted
          ? "nobody looked for all of the minutes whether the traffic stays away"
          : error.message,
      requirements: rows,
    });
  }
  return keep(trial, "canary-abort", {
    began,
    passed: failures.length === 0,
    says:
      failures.length === 0
        ? `${drill ? "drill: a canary of what serves was begun, and its" : "the canary's"} traffic went back to 0 % within ${seconds} s, and stayed there for ${work.manner.watchMinutes} minutes`
        : `abort: ${inOneLine(failures)}`,
    failures,
    measurements: {
      ...{ drill, secondsToZero: seconds, watchMinutes: work.manner.watchMinutes },
      minutes: stayed,
      ...(await servesNow(work.target, work.session)),
    },
  });
}

/** Watches at 0 %: what served before serves alone, and its alarms keep quiet. */
async function stays(work: Work, begun: readonly Shifting[]): Promise<readonly Failure[]> {
  const ids = begun.map(({ id }) => id);
  work.voice.say(`\nwatching at 0 % for ${work.manner.watchMinutes} minutes:`);
  const { alarms } = await watch(work, [], servedAlarms(work, ids), 1);
  const now = await servingNow(work, ids);
  const flaw = (what: string): Failure => ({ what, requirements: rows });
  return [
    ...begun.flatMap(({ id, deployment }) => {
      const service = now.get(id);
      const newest = service?.deployment;
      if (newest?.serviceDeploymentArn !== deployment.serviceDeploymentArn)
        return [flaw(`${id}: another deployment began meanwhile`)];
      const weight = newest ? weightOf(newest) : undefined;
      if (newest?.status !== "ROLLBACK_SUCCESSFUL")
        return [flaw(`${id}: ${newest?.status ?? "gone"}, not ROLLBACK_SUCCESSFUL`)];
      if (weight !== undefined && weight > 0)
        return [flaw(`${id}: ${weight} % of the traffic still go to it`)];
      return service?.complete === true ? [] : [flaw(`${id}: what served before does not serve alone yet`)];
    }),
    ...ringing(alarms).map((name) => flaw(`the alarm ${name} is red`)),
    ...missing(alarms).map((name) => flaw(`the alarm ${name} does not exist: nobody watched`)),
  ];
}

/** A canary of what serves already harms nobody, and takes its share of the traffic as a release does. */
async function beginDrill(work: Work): Promise<readonly Shifting[]> {
  const before = await shiftingNow(work);
  for (const { id, taskDefinition } of before) {
    const command = new UpdateServiceCommand({
      ...{ cluster: clusterOf(work.target), service: id, taskDefinition, forceNewDeployment: true },
    });
    await work.session.call(
      `deploy ${id} anew`,
      "ecs:UpdateService, and iam:PassRole on the roles of its tasks",
      () => ecsOf(work.target).send(command),
    );
    work.voice.say(`  ${id}: ${shortOf(taskDefinition)} is deployed anew, in steps`);
  }
  const known = new Set(before.map(({ deployment }) => deployment.serviceDeploymentArn));
  const begun = await until(work, startMinutes, async () => {
    const now = (await shiftingNow(work)).filter(
      ({ deployment }) => !known.has(deployment.serviceDeploymentArn),
    );
    work.voice.now(now.map(({ id, deployment }) => `${id} ${deployment.lifecycleStage ?? ""}`).join(" · "));
    const over = now.find(({ deployment }) => !isGoing(deployment));
    if (over)
      throw new Halted(`${over.id}: its canary was over (${over.deployment.status}) before it was aborted`);
    return now.length === before.length && now.every(bearsTraffic) ? now : undefined;
  });
  if (begun) return begun;
  throw new Halted(`no canary got its share of the traffic within ${startMinutes} minutes`);
}

const bearing = ["PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME"];
const bearsTraffic = ({ deployment }: Shifting): boolean =>
  bearing.includes(deployment.lifecycleStage ?? "") || (weightOf(deployment) ?? 0) > 0;
