import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { contentSecurityPolicy, sourcesOf } from "../../config/csp.ts";
import { AwsFailed } from "../errors.ts";
import { secretOf } from "../names.ts";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";
import type { Trial } from "../trial/trial.ts";
import { type Dsn, dsnOf } from "./dsn.ts";

/** What stands where a DSN must, and where it was found. It is not repeated. */
export interface Held {
  readonly text: string;
  readonly read: "secret" | "environment";
  /** Undefined where the text is none. */
  readonly dsn: Dsn | undefined;
}

/** A secret's own policy refuses whoever is none of its readers: the environment may hold the value under the same name. */
export async function heldDsn(
  { target, session }: Pick<Trial, "target" | "session">,
  secret: string,
): Promise<Held> {
  const given = process.env[secret];
  const text = (given ?? (await secretValue(target, await session(), secret))).trim();
  return { text, read: given === undefined ? "secret" : "environment", dsn: dsnOf(text) };
}

/** Whether the pages' Content-Security-Policy lets them send errors there. */
export const pagesReach = ({ config }: Target, { origin }: Dsn): boolean =>
  sourcesOf(contentSecurityPolicy(config), "connect-src").includes(origin);

/** A secret as it is in AWS. @throws AwsFailed where it has no value, or may not be read */
export async function secretValue(target: Target, session: Session, secret: string): Promise<string> {
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
