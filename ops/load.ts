import type { EvidenceRecord, Failure } from "../evidence/record.ts";
import { generate, type Load } from "./load/generate.ts";
import { flawsOf, type Limits, type Measured } from "./load/judge.ts";
import { askedOf, databasePath, type LoadPlan, tokensOf } from "./load/plan.ts";
import { responsiveness } from "./load/responsive.ts";
import { measurementsOf, sentence } from "./load/said.ts";
import type { Second } from "./load/tally.ts";
import { statusOf } from "./trial/asker.ts";
import { type Attempted, attempt } from "./trial/attempt.ts";
import type { Trial } from "./trial/trial.ts";

export type LoadKind = "load" | "soak";

/** The load test is a minute at the expected rate (K03), the soak half an hour at three times that (K18). */
const kinds = { load: { factor: 1, seconds: 60 }, soak: { factor: 3, seconds: 1800 } } as const;
/** The card's limit for the mean (K03). */
const meanMs = 250;

export interface LoadManner {
  readonly signal: AbortSignal;
  readonly saw: (second: Second) => void;
  /** Where a record stands that an error would hide. */
  readonly say: (line: string) => void;
  /** Milliseconds between two questions to the database. */
  readonly databaseEveryMs?: number;
}

/** What it would ask, how often and for how long; a rehearsal may be shorter. */
export function loadPlan(
  trial: Pick<Trial, "target" | "through">,
  kind: LoadKind,
  seconds: number = kinds[kind].seconds,
): LoadPlan {
  const asked = askedOf(trial);
  return { asked, seconds, rate: trial.target.config.expectedRps * kinds[kind].factor };
}

/** Asks, measures, judges and writes down what came of it: also where it was interrupted. */
export const runLoad = (
  trial: Trial,
  kind: LoadKind,
  plan: LoadPlan,
  manner: LoadManner,
): Promise<EvidenceRecord> => attempt(trial, kind, () => tried(trial, kind, plan, manner), manner);

async function tried(trial: Trial, kind: LoadKind, plan: LoadPlan, manner: LoadManner): Promise<Attempted> {
  const tokens = await tokensOf(trial, plan.asked);
  const closed = await notOpen(plan, tokens);
  if (closed.length > 0)
    return {
      passed: false,
      says: "it did not begin: not every address answers even one request",
      failures: closed.map((what) => ({ what, requirements: [kind === "load" ? "K03" : "K18"] })),
    };

  const { load, database } = await asking(trial, kind, plan, tokens, manner);
  const { counted, latency } = load.tally;
  const measured: Measured = {
    ...{ seconds: load.seconds, counted, latency, database },
    interrupted: manner.signal.aborted,
  };
  const limits = limitsOf(trial, kind, plan);
  const failures = [...flawsOf(limits, measured), ...shortened(trial, kind, plan)];
  return {
    passed: failures.length === 0,
    says: sentence(kind, measured, limits, failures),
    failures,
    measurements: measurementsOf(measured, limits),
    attachments: [
      {
        name: "seconds.json",
        content: JSON.stringify({ asked: shown(plan), rate: plan.rate, seconds: load.tally.seconds }),
      },
    ],
  };
}

async function asking(
  trial: Trial,
  kind: LoadKind,
  plan: LoadPlan,
  tokens: Readonly<Record<string, string>>,
  { signal, saw, databaseEveryMs: everyMs = 10_000 }: LoadManner,
): Promise<{ readonly load: Load; readonly database: Measured["database"] }> {
  const over = new AbortController();
  const where = kind === "soak" ? databasePath(trial) : undefined;
  const limitMs = trial.target.config.slo.slowQueryMs;
  const database =
    where && responsiveness(where, { signal: AbortSignal.any([over.signal, signal]), everyMs, limitMs });
  try {
    const load = await generate(plan, { tokens, signal, saw });
    over.abort();
    return { load, database: await database };
  } finally {
    over.abort();
  }
}

/** One request each, by a client that looks at certificates: a load on what is not there burdens and shows nothing. */
async function notOpen(
  { asked }: LoadPlan,
  tokens: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const looked = asked.map(async ({ origin, path, as }) => {
    const status = await statusOf(
      `${origin}${path}`,
      as === undefined ? {} : { authorization: `Bearer ${tokens[as]}` },
    );
    if (status !== undefined && status >= 200 && status <= 299) return [];
    const refused = status === 401 || status === 403;
    const token = as === undefined ? "; it has no `as`" : ` with the token of ${as}`;
    return [`GET ${origin}${path} ${status ? `answers ${status}` : "has no answer"}${refused ? token : ""}`];
  });
  return (await Promise.all(looked)).flat();
}

/** A shorter soak shows less; only a rehearsal may be content with it. */
const shortened = ({ through }: Trial, kind: LoadKind, { seconds }: LoadPlan): readonly Failure[] =>
  seconds >= kinds[kind].seconds || Object.keys(through).length > 0
    ? []
    : [
        {
          what: `it was shortened to ${seconds} of ${kinds[kind].seconds} s`,
          requirements: [kind === "load" ? "K03" : "K18"],
        },
      ];

const limitsOf = ({ target }: Trial, kind: LoadKind, { rate, seconds }: LoadPlan): Limits => ({
  ...{ kind, rate, seconds },
  meanMs: kind === "load" ? meanMs : undefined,
  p95Ms: target.config.slo.p95Ms,
});

const shown = ({ asked }: LoadPlan) => asked.map(({ service, path, weight }) => ({ service, path, weight }));
