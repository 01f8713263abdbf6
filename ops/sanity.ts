import { certificateChecks } from "./sanity/certificate.ts";
import { type Done, done } from "./smoke/check.ts";
import { protectedChecks } from "./smoke/closed.ts";
import { healthChecks } from "./smoke/health.ts";
import { pagesChecks } from "./smoke/pages.ts";
import { aroundOf, type Smoking } from "./smoke.ts";
import type { Trial } from "./trial/trial.ts";

/** In an emergency an answer that comes later is none. */
const patienceMs = 25_000;

/** Everything at once, so that it is over in half a minute whatever does not answer (K16). */
export async function sanity(
  trial: Trial,
  { signal, begin, end }: Pick<Smoking, "signal" | "begin" | "end">,
): Promise<readonly Done[]> {
  const { config } = trial.target;
  const late = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const around = aroundOf(trial, late);
  const checks = [
    ...certificateChecks(trial),
    ...healthChecks(config),
    ...protectedChecks(config),
    ...pagesChecks(config).slice(0, 1),
  ];
  begin(`asking ${checks.length} things`);
  return Promise.all(
    checks.map(async (check) => {
      const one = await done(check, around);
      end(one);
      return one;
    }),
  );
}
