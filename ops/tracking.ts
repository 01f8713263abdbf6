import { randomBytes } from "node:crypto";
import { platformKey } from "../config/stack-file.ts";
import { AwsFailed, WrongInput } from "./errors.ts";
import { releaseId } from "./release/make.ts";
import type { Session } from "./session.ts";
import type { Target } from "./target.ts";
import type { Dsn } from "./tracking/dsn.ts";
import { type Held, heldDsn, pagesReach } from "./tracking/held.ts";
import type { ErrorsRecord } from "./tracking/record.ts";
import { sendEvent } from "./tracking/send.ts";
import { keep } from "./tracking/store.ts";

/** Whose errors go where. */
export interface Tracker {
  readonly from: "services" | "pages";
  readonly secret: string;
  readonly read: Held["read"];
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
  const { read, dsn } = await heldDsn(target, session, secret);
  if (dsn === undefined)
    throw new AwsFailed(
      `the ${read === "secret" ? "secret" : "variable"} ${secret} holds no DSN such as https://<key>@<host>/<project>; its value is not shown`,
    );
  if (from === "pages" && !pagesReach(target, dsn))
    throw new AwsFailed(
      `browsers may not send errors to ${dsn.host}, the host of ${secret}: name its origin in frontend.csp.connect-src in ${target.file}`,
    );
  return { from, secret, read, dsn };
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
