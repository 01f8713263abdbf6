import { randomBytes } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { contentSecurityPolicy, sourcesOf } from "../config/csp.ts";
import { platformKey } from "../config/stack-file.ts";
import { AwsFailed, WrongInput } from "./errors.ts";
import { secretOf } from "./names.ts";
import { releaseId } from "./release/make.ts";
import { bounded, type Session } from "./session.ts";
import type { Target } from "./target.ts";
import { type Dsn, dsnOf } from "./tracking/dsn.ts";
import type { ErrorsRecord } from "./tracking/record.ts";
import { sendEvent } from "./tracking/send.ts";
import { keep } from "./tracking/store.ts";

/** Whose errors go where. */
export interface Tracker {
  readonly from: "services" | "pages";
  readonly secret: string;
  readonly read: "secret" | "environment";
  readonly dsn: Dsn;
}

type Named = NonNullable<Target["config"]["errorTracking"]>;

/** The names of the secrets. @throws WrongInput where the stack file names no tracker */
export function trackingOf(target: Target): Named {
  const { errorTracking } = target.config;
  if (errorTracking === undefined)
    throw new WrongInput([
      target.mistake(["config", platformKey, "errorTracking"], {
        found: "no errorTracking",
        allowed: "the name of the secret with the DSN",
      }),
    ]);
  return errorTracking;
}

/** Where errors of the stack go, as the secrets say now. */
export async function trackersOf(
  target: Target,
  session: Session,
  { secret, pages }: Named,
): Promise<readonly Tracker[]> {
  const asked = [
    { from: "services" as const, secret },
    ...(pages === undefined ? [] : [{ from: "pages" as const, secret: pages }]),
  ];
  return Promise.all(asked.map((one) => trackerOf(target, session, one)));
}

async function trackerOf(
  target: Target,
  session: Session,
  { from, secret }: Pick<Tracker, "from" | "secret">,
): Promise<Tracker> {
  const given = process.env[secret];
  const text = given ?? (await secretValue(target, session, secret));
  const read = given === undefined ? "secret" : "environment";
  const dsn = dsnOf(text.trim());
  if (dsn === undefined)
    throw new AwsFailed(
      `the ${read === "secret" ? "secret" : "variable"} ${secret} holds no DSN such as https://<key>@<host>/<project>; its value is not shown`,
    );
  const allowed = from === "pages" ? sourcesOf(contentSecurityPolicy(target.config), "connect-src") : [];
  if (from === "pages" && !allowed.includes(dsn.origin))
    throw new AwsFailed(
      `browsers may not send errors to ${dsn.host}, the host of ${secret}: name its origin in frontend.csp.connect-src in ${target.file}`,
    );
  return { from, secret, read, dsn };
}

/** A secret's own policy refuses whoever is none of its readers: the environment may hold the value instead. */
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

/** Sends one real error by each way, and writes down what became of it. */
export async function testTracking(
  target: Target,
  session: Session,
  trackers: readonly Tracker[],
): Promise<{ readonly record: ErrorsRecord; readonly at: string }> {
  const at = new Date();
  const events = await Promise.all(
    trackers.map(async ({ from, secret, read, dsn }) => {
      const event = randomBytes(16).toString("hex");
      const { environment } = target.config;
      const answer = await sendEvent(dsn, { id: event, at, environment, stack: target.prefix, from });
      return { secret, from, read, host: dsn.host, event, ...answer };
    }),
  );
  const record: ErrorsRecord = {
    ...{ kind: "errors", stack: target.prefix, id: releaseId(at), at: at.toISOString() },
    ...{ by: session.who, events },
  };
  return { record, at: await keep(target, session, record) };
}
