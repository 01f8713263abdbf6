import { inWords, log, Stopped } from "../shared/log.ts";

/** One thing that is looked at, and what is wrong with it, in our own words; none: it is as it should be. */
export interface Check<Name extends string = string> {
  readonly name: Name;
  look(): Promise<readonly string[]>;
}

/** Runs one step of a probe under its name, which CloudWatch counts as good or as bad. */
export type Step = (name: string, look: () => Promise<void>) => Promise<unknown>;

/** Takes one step after another, whatever became of the one before, and fails with the names of all that failed. */
export async function run(checks: readonly Check[], step: Step): Promise<void> {
  const failed: string[] = [];
  for (const { name, look } of checks) {
    const looked = async (): Promise<void> => {
      const wrong = await look().catch((error: unknown) => [inWords(error)]);
      if (wrong.length === 0) return;
      const says = `${name}: ${wrong.join("; ")}`;
      failed.push(says);
      log({ level: "error", says });
      throw new Stopped(says);
    };
    // Ours are in `failed` already; of what Synthetics itself may throw, a step that nobody counted tells.
    await step(name, looked).catch((error: unknown) => {
      if (!(error instanceof Stopped)) failed.push(`${name}: ${inWords(error)}`);
    });
  }
  if (failed.length > 0) throw new Stopped(failed.join(" | "));
}
