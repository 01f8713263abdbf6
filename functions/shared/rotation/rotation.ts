import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import {
  PutSecretValueCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { guarded, log, Stopped } from "../log.ts";
import { held } from "../secrets.ts";
import { announce } from "./announce.ts";
import { awaitValue } from "./await-value.ts";
import type { Patience } from "./patience.ts";
import { type Stages, stagesOf } from "./stages.ts";

/** One secret's turn: its name without the prefix, and the value in use before the one being made; null at the first rotation. */
export interface Turn {
  readonly name: string;
  readonly current: string | null;
}

/** What a kind of secret knows of its rotation. Each may be called again for the same pending value, and must then change nothing. */
export interface Kind {
  create(turn: Turn): string | Promise<string>;
  /** Makes what the value opens accept it, beside the one in use. */
  set(turn: Turn, pending: string): void | Promise<void>;
  test(turn: Turn, pending: string): void | Promise<void>;
}

export interface Means {
  readonly prefix: string;
  readonly secrets: SecretsManagerClient;
  readonly events: EventBridgeClient;
  readonly patience?: Patience;
}

// Not strict: AWS adds fields, and Pulumi may add its own to an invocation.
const question = z.union([
  z.object({ await: z.string() }),
  z.object({
    Step: z.enum(["createSecret", "setSecret", "testSecret", "finishSecret"]),
    SecretId: z.string(),
    ClientRequestToken: z.string(),
  }),
]);

/**
 * A rotation function's handler (G08): the four steps of "Lambda rotation functions" in AWS's guide, each safe to repeat, and
 * `{ await: <secret> }`, with which a deployment waits for the first value.
 */
export const rotation = (kind: Kind, means: Means) =>
  guarded(async (event: unknown): Promise<{ ok: true }> => {
    const read = question.safeParse(event);
    if (!read.success) throw new Stopped("neither a rotation's step nor a secret to wait for");
    if ("await" in read.data) await awaitValue(means, read.data.await, means.patience);
    else await rotate(kind, means, read.data);
    return { ok: true };
  });

async function rotate(
  kind: Kind,
  means: Means,
  { Step, SecretId, ClientRequestToken: token }: Exclude<z.infer<typeof question>, { await: string }>,
): Promise<void> {
  const stages = await stagesOf(means, SecretId);
  const labels = stages.labels(token);
  // A secret without any version is at its first rotation, whether or not a version was reserved for it.
  const first = Step === "createSecret" && stages.empty;
  if (!first && !labels.includes("AWSPENDING") && !labels.includes("AWSCURRENT"))
    throw new Stopped(`${stages.name}: version ${token} is not the one being rotated`);

  log({ level: "info", says: "rotating", secret: stages.name, step: Step, version: token });
  if (Step === "finishSecret") return finish(means, stages, token);
  // Both labels at once are the very first version, which AWS makes current before it was set and tested.
  if (labels.includes("AWSCURRENT") && !labels.includes("AWSPENDING")) return;

  const turn = { name: stages.short, current: await inUseBefore(means.secrets, stages, token) };
  const pending = await held(means.secrets, stages.arn, { version: token });
  if (Step === "createSecret") {
    if (pending === null) await put(means.secrets, stages, token, await kind.create(turn));
    return;
  }
  if (pending === null) throw new Stopped(`${stages.name}: version ${token} has no value yet`);
  await (Step === "setSecret" ? kind.set(turn, pending.value) : kind.test(turn, pending.value));
}

/** Tasks that run still use this one: a step that is repeated after the labels moved must not forget it. */
async function inUseBefore(
  secrets: SecretsManagerClient,
  { arn, current, previous }: Stages,
  token: string,
): Promise<string | null> {
  const version = current === token ? previous : current;
  return version === undefined ? null : ((await held(secrets, arn, { version }))?.value ?? null);
}

async function put(
  secrets: SecretsManagerClient,
  { arn }: Stages,
  token: string,
  value: string,
): Promise<void> {
  try {
    await secrets.send(
      new PutSecretValueCommand({
        SecretId: arn,
        ClientRequestToken: token,
        SecretString: value,
        VersionStages: ["AWSPENDING"],
      }),
    );
  } catch (error) {
    // The same step ran at the same time and was first: its value stays.
    if (!(error instanceof Error && error.name === "ResourceExistsException")) throw error;
  }
}

/** Announces a version that is current already, too: a finish that is repeated failed after the labels moved, and nobody restarted. */
async function finish(means: Means, { arn, name, current }: Stages, token: string): Promise<void> {
  // AWSPENDING stays where it is: Secrets Manager takes its removal for a rotation that was given up.
  if (current !== token)
    await means.secrets.send(
      new UpdateSecretVersionStageCommand({
        SecretId: arn,
        VersionStage: "AWSCURRENT",
        MoveToVersionId: token,
        ...(current === undefined ? {} : { RemoveFromVersionId: current }),
      }),
    );
  await announce(means.events, arn, { secret: name, versionId: token });
}
