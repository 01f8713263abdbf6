import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { AwsFailed } from "../errors.ts";
import { secretOf } from "../names.ts";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";
import type { Trial } from "./trial.ts";

export interface Value {
  readonly text: string;
  readonly read: "secret" | "environment";
}

/** Values of secrets, each read once. They are kept here so that they can be looked for in logs, and shown nowhere. */
export class Secrets {
  readonly #trial: Trial;
  readonly #read = new Map<string, Promise<string>>();

  constructor(trial: Trial) {
    this.#trial = trial;
  }

  /** @throws AwsFailed where there is none, or none that a header can hold */
  value(name: string): Promise<string> {
    const known = this.#read.get(name);
    if (known) return known;
    const reading = this.#find(name);
    this.#read.set(name, reading);
    return reading;
  }

  /** All that were read so far. */
  async used(): Promise<readonly string[]> {
    const settled = await Promise.allSettled(this.#read.values());
    return settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  }

  async #find(name: string): Promise<string> {
    const { text } = await givenOrKept(this.#trial, name);
    if (text === "" || /[\r\n]/.test(text))
      throw new AwsFailed(`the secret ${name} holds nothing that can be sent; its value is not shown`);
    return text;
  }
}

/**
 * The environment's variable of that name, else what Secrets Manager has: a secret's own policy refuses whoever is none
 * of its readers.
 */
export async function givenOrKept(
  { target, session }: Pick<Trial, "target" | "session">,
  name: string,
): Promise<Value> {
  const given = process.env[name];
  const text = given ?? (await secretValue(target, await session(), name));
  return { text: text.trim(), read: given === undefined ? "secret" : "environment" };
}

/** A secret as it is in AWS. @throws AwsFailed where it has no value, or may not be read */
async function secretValue(target: Target, session: Session, secret: string): Promise<string> {
  const SecretId = secretOf(target, secret);
  const client = new SecretsManagerClient({ region: target.config.region, ...bounded(15) });
  const found = await session.find(
    `read the secret ${SecretId} (or set ${secret} in the environment)`,
    "secretsmanager:GetSecretValue on it, and to be a reader that the secret's own policy names",
    ["ResourceNotFoundException"],
    () => client.send(new GetSecretValueCommand({ SecretId })),
  );
  if (found?.SecretString === undefined)
    throw new AwsFailed(
      `the secret ${SecretId} has no value yet: \`./golive up ${target.stack}\` makes it, and a person gives it its value`,
    );
  return found.SecretString;
}
