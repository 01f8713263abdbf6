import {
  DescribeSecretCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { Failure } from "../../evidence/record.ts";
import { describeServices } from "../ecs/services.ts";
import { AwsFailed } from "../errors.ts";
import { runLocally } from "../local/process.ts";
import { secretOf } from "../names.ts";
import { printable } from "../printable.ts";
import { goOn, until } from "../rollback/work.ts";
import { bounded } from "../session.ts";
import type { TrialWork } from "../trial/attempt.ts";
import type { Rotatable } from "./which.ts";

const rows = ["G08", "W07"];

/** Rotates one after another; each is waited for until its new value is the current one, and then its readers. */
export async function turnAll(
  work: TrialWork,
  secrets: readonly Rotatable[],
  minutes: number,
): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  for (const secret of secrets) {
    goOn(work);
    const began = new Date();
    const version = await begin(work, secret);
    const current = await until(work, minutes, async () =>
      (await currentOf(work, secret)) === version ? true : waiting(work, `${secret.name}: being changed`),
    );
    if (current === undefined) {
      const log = `its rotation function's log says why`;
      failures.push({
        what: `${secret.name} has no new value after ${minutes} min: ${log}`,
        requirements: rows,
      });
      break; // what is after it would be restarted into the same trouble
    }
    work.voice.say(`  ✔ ${secret.name} has a new value`);
    const late = await restarted(work, secret, began, minutes);
    failures.push(
      ...late.map((id) => ({
        what: `${id} has no new tasks ${minutes} min after ${secret.name} changed`,
        requirements: ["G08"],
      })),
    );
  }
  return failures;
}

/** What a rehearsal has instead of Secrets Manager: a command that changes the keys and restarts what reads them. */
export async function turnHere(
  work: TrialWork,
  command: string,
  minutes: number,
): Promise<readonly Failure[]> {
  const { signal } = work.manner;
  const line = (text: string) => work.voice.say(`  | ${printable(text)}`);
  const ended = await runLocally(["sh", "-c", command], { cwd: ".", signal, timeoutMinutes: minutes, line });
  goOn(work);
  return ended.code === 0
    ? []
    : [{ what: `the command that changes them: ${ended.says}`, requirements: rows }];
}

const clientOf = ({ trial: { target } }: TrialWork) =>
  new SecretsManagerClient({ region: target.config.region, ...bounded(30) });

async function begin(work: TrialWork, { name }: Rotatable): Promise<string> {
  const SecretId = secretOf(work.trial.target, name);
  const session = await work.trial.session();
  const answer = await session.find(
    `rotate ${SecretId}`,
    "secretsmanager:RotateSecret on it, and lambda:InvokeFunction on its function",
    ["ResourceNotFoundException"],
    () => clientOf(work).send(new RotateSecretCommand({ SecretId, RotateImmediately: true })),
  );
  if (answer?.VersionId !== undefined) return answer.VersionId;
  throw new AwsFailed(`there is no secret ${SecretId}: \`./golive up ${work.trial.target.stack}\` makes it`);
}

async function currentOf(work: TrialWork, { name }: Rotatable): Promise<string | undefined> {
  const SecretId = secretOf(work.trial.target, name);
  const session = await work.trial.session();
  const { VersionIdsToStages = {} } = await session.call(
    `look at ${SecretId}`,
    "secretsmanager:DescribeSecret on it",
    () => clientOf(work).send(new DescribeSecretCommand({ SecretId })),
  );
  return Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes("AWSCURRENT"))?.[0];
}

/** Waits for tasks that began after the change; returns whose did not. What is not deployed reads nothing. */
async function restarted(
  work: TrialWork,
  { name, services }: Rotatable,
  since: Date,
  minutes: number,
): Promise<readonly string[]> {
  if (services.length === 0) return [];
  const session = await work.trial.session();
  let left: readonly string[] = services;
  await until(work, minutes, async () => {
    const seen = await describeServices(work.trial.target, session, services);
    left = Object.values(seen).flatMap(({ id, deployments, desired, running }) => {
      const newest = deployments.find(({ status }) => status === "PRIMARY");
      const fresh = newest !== undefined && newest.at.getTime() >= since.getTime() - skewMs;
      return fresh && newest.state === "COMPLETED" && running >= desired ? [] : [id];
    });
    return left.length === 0 ? true : waiting(work, `${name}: new tasks of ${left.join(", ")}`);
  });
  if (left.length === 0) work.voice.say(`  ✔ ${services.join(", ")} restarted with it`);
  return left;
}

/** Clocks differ a little. */
const skewMs = 5_000;

function waiting({ voice }: TrialWork, line: string): undefined {
  voice.now(line);
  return undefined;
}
