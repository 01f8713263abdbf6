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

interface Manner {
  /** What is done or only read is needed also where no record of it can be written. */
  readonly anyway?: boolean | undefined;
}

/** @throws WrongInput where the words do not fit the stack; Halted where no record of what is tried could be written */
export async function trialOn(
  target: Target,
  words: TrialWords,
  { anyway = false }: Manner = {},
): Promise<Trial> {
  const [{ beginTrial }, { throughOf }, { refuseMisplaced, refuseUnkept }] = await Promise.all([
    import("../../ops/trial/trial.ts"),
    import("../../ops/trial/address.ts"),
    import("../../ops/trial/keepable.ts"),
  ]);
  const { evidence } = words;
  const through = throughOf(target, words.through);
  const commit = words.commit ?? (await commitAt(root));
  try {
    const trial = await beginTrial(target, { evidence, through, commit });
    await (anyway ? refuseMisplaced(trial) : refuseUnkept(trial, evidence));
    return trial;
  } catch (error) {
    return untried(error);
  }
}

/** For an error before anything was tried: whoever reads it also asks whether there is a record of it. */
export async function untried(error: unknown): Promise<never> {
  const { AwsFailed } = await import("../../ops/errors.ts");
  if (!(error instanceof AwsFailed)) throw error;
  throw new AwsFailed(`${error.message}\nNothing was tried, and nothing is written down.`);
}
