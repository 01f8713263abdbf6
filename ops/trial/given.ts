import { isRehearsed } from "../../evidence/told.ts";
import { AwsFailed } from "../errors.ts";
import { sameAsInUse } from "../secrets.ts";
import type { Trial } from "./trial.ts";

/** A secret whose value the environment gives, without the stack being known to have the same. */
export interface Given {
  readonly name: string;
  readonly why: string;
}

/**
 * Which of these secrets are given so: what is tried with them shows nothing of the stack (G11, K19, W03). Nobody who tries
 * is a reader of a secret; the function that is one says whether ours is the one in use.
 */
export async function givenInstead(
  trial: Pick<Trial, "target" | "session" | "servesNow" | "through">,
  names: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<readonly Given[]> {
  const values = new Map(
    names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name].trim()]])),
  );
  const all = (why: string) => [...values.keys()].map((name) => ({ name, why }));
  if (values.size === 0) return [];
  if (trial.servesNow === undefined || isRehearsed(trial)) return all("it is a rehearsal");
  try {
    const same = await sameAsInUse(trial.target, await trial.session(), values);
    return all("the stack uses another").filter(({ name }) => same[name] !== true);
  } catch (error) {
    if (!(error instanceof AwsFailed)) throw error;
    return all(`nobody could say whether the stack uses the same: ${error.message}`);
  }
}

/** What a record says of it: it counts in a rehearsal alone. */
export const throughGiven = (given: readonly Given[]): Readonly<Record<string, string>> =>
  Object.fromEntries(given.map(({ name }) => [`secret ${name}`, "environment"]));

export const givenLines = (given: readonly Given[]): readonly string[] =>
  given.map(
    ({ name, why }) => `! ${name} is your environment's, so this counts in a rehearsal alone: ${why}`,
  );
