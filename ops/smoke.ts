import { isSecretName } from "../config/words.ts";
import { burstChecks } from "./smoke/burst.ts";
import { type Around, type Check, type Done, done } from "./smoke/check.ts";
import { derivedChecks } from "./smoke/checks.ts";
import { LogFiles, LogGroups, type LogSource } from "./smoke/log-source.ts";
import { leakCheck, traceChecks } from "./smoke/logs.ts";
import type { Documents } from "./smoke/operations.ts";
import { ownOf } from "./smoke/own.ts";
import { signingChecks } from "./smoke/signed.ts";
import { stepCheck, type Words } from "./smoke/step.ts";
import { addressOf } from "./trial/address.ts";
import { askerOf, patient } from "./trial/asker.ts";
import type { Attempted } from "./trial/attempt.ts";
import { Secrets } from "./trial/secret.ts";
import type { Trial } from "./trial/trial.ts";

export interface Smoking {
  readonly documents: Documents;
  /** Where the product writes its logs, in a rehearsal; undefined: CloudWatch. */
  readonly logs: string | undefined;
  readonly signal: AbortSignal;
  begin(name: string): void;
  end(done: Done): void;
}

export const aroundOf = (trial: Trial, signal: AbortSignal): Around => {
  const own = ownOf();
  const asker = askerOf({ signal });
  const ask: typeof asker = (question) =>
    asker({ ...question, headers: { "x-request-id": own.run, ...question.headers } });
  return {
    trial,
    own,
    signal,
    ask: patient(ask, signal),
    impatient: ask,
    secrets: new Secrets(trial),
    address: (service) => addressOf(trial, service),
  };
};

/** How many checks there will be, by what they are about. */
export function plannedSmoke({ target: { config } }: Trial, documents: Documents, signal: AbortSignal) {
  return {
    derived: derivedChecks(config, documents, signal).length,
    steps: config.trials.smoke.length,
    burst: burstChecks(config).length,
  };
}

/** What follows from the stack file, the product's own steps, what its logs say of them, and a burst at the end. */
export async function smoke(trial: Trial, smoking: Smoking): Promise<readonly Done[]> {
  const { config } = trial.target;
  const { documents, signal } = smoking;
  const source = sourceOf(trial, smoking.logs);
  const around = aroundOf(trial, signal);
  const words: Words = new Map([
    ["run", around.own.run],
    ["email", around.own.email],
  ]);
  const tokens = new Set(
    config.trials.smoke.flatMap(({ as }) => (as === undefined || isSecretName(as) ? [] : [as])),
  );
  const kept = () => [...tokens].map((word) => String(words.get(word) ?? ""));
  return [
    ...(await all(derivedChecks(config, documents, signal), around, smoking)),
    ...(await inOrder(
      config.trials.smoke.map((step) => stepCheck(config, step, words)),
      around,
      smoking,
    )),
    ...(await all(
      [
        ...signingChecks(config, kept),
        ...traceChecks(config, source),
        leakCheck(config, source, kept),
        ...burstChecks(config),
      ],
      around,
      smoking,
    )),
  ];
}

const sourceOf = (trial: Trial, logs: string | undefined): LogSource =>
  logs === undefined ? new LogGroups(trial, new Date()) : new LogFiles(logs);

type Telling = Pick<Smoking, "begin" | "end" | "signal">;

/** One after another, whatever comes of each. */
export async function all(checks: readonly Check[], around: Around, tell: Telling): Promise<readonly Done[]> {
  const found: Done[] = [];
  for (const check of checks) {
    tell.begin(check.name);
    const one = tell.signal.aborted ? skipped(check, "it was stopped") : await done(check, around);
    tell.end(one);
    found.push(one);
  }
  return found;
}

/** Each builds on the one before: after the first that fails, the others show nothing. */
async function inOrder(checks: readonly Check[], around: Around, tell: Telling): Promise<readonly Done[]> {
  const found: Done[] = [];
  for (const check of checks) {
    const broken = found.some(({ passed }) => !passed);
    const [one] = broken ? [skipped(check, "a step before it failed")] : await all([check], around, tell);
    if (!one) continue;
    if (broken) tell.end(one);
    found.push(one);
  }
  return found;
}

const skipped = ({ name, requirements }: Check, why: string): Done => ({
  ...{ name, requirements, passed: false, found: `skipped: ${why}`, ms: 0, skipped: true },
});

/** What a list of checks comes to, for the record: what was skipped counts as not shown. */
export function outcomeOf(found: readonly Done[], signal: AbortSignal): Attempted {
  const wrong = found.filter(({ passed }) => !passed);
  const passed = found.length > 0 && wrong.length === 0 && !signal.aborted;
  const stopped = signal.aborted ? "stopped: " : "";
  return {
    passed,
    says: `${stopped}${found.length - wrong.length} of ${found.length} checks hold`,
    failures: wrong.map(({ name, found: says, requirements }) => ({
      what: `${name}: ${says}`,
      requirements: [...requirements],
    })),
    measurements: {
      checks: found.length,
      failed: wrong.filter(({ skipped: not }) => !not).length,
      skipped: wrong.filter(({ skipped: not }) => not).length,
      seconds: Math.round(found.reduce((sum, { ms }) => sum + ms, 0) / 1000),
    },
    attachments: [{ name: "checks.json", content: `${JSON.stringify(found, null, 2)}\n` }],
  };
}
