import { type Condition, condition } from "./condition.ts";
import { AwsFailed } from "./errors.ts";
import { alarms, breakers } from "./preflight/alarms.ts";
import { ci } from "./preflight/ci.ts";
import { databaseUrl } from "./preflight/database.ts";
import { environment } from "./preflight/environment.ts";
import { images } from "./preflight/images.ts";
import type { Asking, Part } from "./preflight/part.ts";
import { headroom } from "./preflight/quotas.ts";
import { secrets } from "./preflight/secrets.ts";
import type { Attempted } from "./trial/attempt.ts";

/** In the order in which a launch needs them; none hides another. */
export const parts: readonly Part[] = [secrets, environment, images, alarms, headroom, ci, breakers];

/** Secrets whose values it judges itself: what the platform's own function makes, it does not. */
export const judgedBySecret = ({ config: { secrets } }: Asking["trial"]["target"]): readonly string[] =>
  secrets[databaseUrl] !== undefined && secrets[databaseUrl].from !== "database-url" ? [databaseUrl] : [];

export interface Looked {
  readonly part: Pick<Part, "name" | "requirements">;
  readonly conditions: readonly Condition[];
}

/** Asks each part; what cannot be asked is not proven, and that is a failure of its own. */
export async function looks(
  asking: Asking,
  all: readonly Part[],
  telling: {
    readonly signal: AbortSignal;
    readonly begin: (name: string) => void;
    readonly end: (looked: Looked) => void;
  },
): Promise<readonly Looked[]> {
  const found: Looked[] = [];
  for (const part of all) {
    if (telling.signal.aborted) break;
    telling.begin(part.name);
    const looked = { part, conditions: await lookAt(part, asking) };
    found.push(looked);
    telling.end(looked);
  }
  return found;
}

async function lookAt(part: Part, asking: Asking): Promise<readonly Condition[]> {
  try {
    return await part.look(asking);
  } catch (error) {
    if (!(error instanceof AwsFailed)) throw error;
    return [
      condition(part.name, false, {
        found: `not proven: ${error.message}`,
        todo: "ask again when that is mended",
      }),
    ];
  }
}

/** Passed and critical failures, counted (K01). */
export function preflightOutcome(found: readonly Looked[], asked: number): Attempted {
  const conditions = found.flatMap(({ conditions: own }) => own);
  const failures = found.flatMap(({ part, conditions: own }) =>
    own
      .filter(({ ready }) => !ready)
      .map(({ name, found: says }) => ({ what: `${name}: ${says}`, requirements: [...part.requirements] })),
  );
  const cut = found.length < asked;
  const passed = conditions.length - failures.length;
  return {
    passed: failures.length === 0 && !cut && conditions.length > 0,
    says: `${passed} passed, ${failures.length} critical ${failures.length === 1 ? "failure" : "failures"}${cut ? "; stopped before all was asked" : ""}`,
    failures,
    measurements: { passed, criticalFailures: failures.length },
  };
}
