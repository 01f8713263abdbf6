import type { Argv } from "yargs";
import type { Target } from "../../ops/target.ts";
import type { Trial } from "../../ops/trial/trial.ts";
import { commitAt } from "../commit.ts";
import { root } from "../root.ts";
import { type OpsOptions, withStack } from "./ops-run.ts";

export interface TrialWords extends OpsOptions {
  readonly evidence: string | undefined;
  readonly through: readonly string[];
  readonly commit: string | undefined;
}

/** What every trial is told beside its stack: where records go, and whether it is a rehearsal. */
export const withTrial = <T>(yargs: Argv<T>) =>
  withStack(yargs)
    .option("evidence", {
      type: "string",
      requiresArg: true,
      describe: "A folder for the records, instead of the stack's bucket: a rehearsal without AWS",
    })
    .option("through", {
      type: "string",
      array: true,
      requiresArg: true,
      default: [],
      describe: "Ask a service elsewhere, as in api=http://127.0.0.1:8000: makes it a rehearsal",
    })
    .option("commit", {
      type: "string",
      requiresArg: true,
      describe: "The product's commit, where this folder is not its repository",
    });

/** @throws WrongInput where the words do not fit the stack */
export async function trialOn(target: Target, words: TrialWords): Promise<Trial> {
  const [{ beginTrial }, { throughOf }] = await Promise.all([
    import("../../ops/trial/trial.ts"),
    import("../../ops/trial/address.ts"),
  ]);
  const through = throughOf(target, words.through);
  const commit = words.commit ?? (await commitAt(root));
  return beginTrial(target, { evidence: words.evidence, through, commit }).catch(untried);
}

/** For an error before anything was tried: whoever reads it also asks whether there is a record of it. */
export async function untried(error: unknown): Promise<never> {
  const { AwsFailed } = await import("../../ops/errors.ts");
  if (!(error instanceof AwsFailed)) throw error;
  throw new AwsFailed(`${error.message}\nNothing was tried, and nothing is written down.`);
}
