import { type Check, run } from "../../functions/probes/run.ts";

/** The names of the steps of a probe that failed, and what the whole run says. */
export async function failedSteps(checks: readonly Check[]) {
  const failed: string[] = [];
  const says = await run(checks, async (name, look) => {
    await look().catch((error: unknown) => {
      failed.push(name);
      throw error;
    });
  }).then(
    () => "",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { failed, says };
}
