import { randomBytes } from "node:crypto";
import { platformKey } from "../config/stack-file.ts";
import type { EvidenceRecord } from "../evidence/record.ts";
import { AwsFailed, WrongInput } from "./errors.ts";
import type { Target } from "./target.ts";
import type { Dsn } from "./tracking/dsn.ts";
import { type Held, heldDsn, pagesReach } from "./tracking/held.ts";
import { sendEvent } from "./tracking/send.ts";
import { type Given, givenInstead, throughGiven } from "./trial/given.ts";
import { keep, type Trial } from "./trial/trial.ts";

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
export async function trackersOf(trial: Trial, { secret, pages }: Named): Promise<readonly Tracker[]> {
  const asked = [
    { from: "services" as const, secret },
    ...(pages === undefined ? [] : [{ from: "pages" as const, secret: pages }]),
  ];
  return Promise.all(asked.map((one) => trackerOf(trial, one)));
}

async function trackerOf(trial: Trial, { from, secret }: Pick<Tracker, "from" | "secret">): Promise<Tracker> {
  const { target } = trial;
  const { read, dsn } = await heldDsn(trial, secret);
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

export interface Sent {
  readonly secret: string;
  readonly from: Tracker["from"];
  readonly read: Held["read"];
  readonly host: string;
  /** The event's id, 32 hex digits. */
  readonly event: string;
  readonly taken: boolean;
  readonly said: string;
}

/** Sends one real error by each way, and writes down what became of it (K19). */
export async function testTracking(
  trial: Trial,
  trackers: readonly Tracker[],
): Promise<{
  readonly record: EvidenceRecord;
  readonly events: readonly Sent[];
  readonly given: readonly Given[];
}> {
  const began = new Date();
  const { config, prefix } = trial.target;
  const events = await Promise.all(
    trackers.map(async ({ from, secret, read, dsn }): Promise<Sent> => {
      const event = randomBytes(16).toString("hex");
      const { environment } = config;
      const answer = await sendEvent(dsn, { id: event, at: began, environment, stack: prefix, from });
      return { secret, from, read, host: dsn.host, event, ...answer };
    }),
  );
  const lost = events.filter(({ taken }) => !taken);
  const given = await givenInstead(
    trial,
    trackers.flatMap(({ secret, read }) => (read === "environment" ? [secret] : [])),
  );
  const passed = lost.length === 0;
  const record = await keep(trial, "error-test", {
    began,
    passed,
    says: passed
      ? `the error tracker accepted an error of ${events.map(({ from }) => from).join(" and of ")}`
      : `errors of ${lost.map(({ from }) => from).join(" and of ")} get lost`,
    failures: lost.map(({ from, said }) => ({ what: `${from}: ${said}`, requirements: ["K19", "G06"] })),
    attachments: [{ name: "events.json", content: JSON.stringify(events, null, 2) }],
    through: throughGiven(given),
  });
  return { record, events, given };
}
