import type { Config } from "../../config/schema.ts";
import { type Check, saidOf } from "./check.ts";
import { type Documents, filledPath, isSafe, named } from "./operations.ts";
import type { Pace } from "./pace.ts";

/** What frameworks and people leave behind. */
const forgotten = [
  "docs",
  "openapi.json",
  "metrics",
  "graphql",
  "actuator/env",
  ...["admin", "debug", "internal"].flatMap((first) => [first, `${first}/users`, `${first}/config`]),
];

/** Nothing is served to everybody that no document has: neither what the code's routes show, nor what is often left behind (K02). */
export function ghostCheck(
  config: Config,
  service: string,
  { operations, undocumented }: Documents,
  pace: Pace,
): Check | undefined {
  const settings = config.services[service];
  if (settings?.kind !== "api") return undefined;
  const known = new Set([
    ...operations.filter((one) => one.service === service).map(({ path }) => path),
    ...settings.surface.public.map(({ path }) => path),
    settings.health.path,
    ...settings.health.also,
  ]);
  const guesses = settings.routes
    .filter((route) => route.endsWith("/*"))
    .flatMap((route) => forgotten.map((word) => `${route.slice(0, -1)}${word}`));
  const routes = undocumented
    .filter((one) => one.service === service && isSafe(one))
    .map((one) => filledPath({ ...one, parameters: {} }));
  const asked = [...new Set([...routes, ...guesses])].filter((path) => !known.has(path));
  return {
    name: `${service} has no ghost routes`,
    requirements: ["K02"],
    run: async ({ ask, address }) => {
      const ghosts: string[] = [];
      for (const path of asked) {
        await pace();
        const answer = await ask({ url: address(service) + path });
        if ("status" in answer && answer.status >= 200 && answer.status < 300)
          ghosts.push(`${named({ method: "GET", path })} answers ${answer.status} to everybody`);
      }
      return saidOf(ghosts, `none of ${asked.length} paths that no document has answers`);
    },
  };
}
