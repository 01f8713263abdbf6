import type { Config } from "../../config/schema.ts";
import { apiServices } from "../../config/served.ts";
import type { Check } from "./check.ts";

/** More requests than this are a load test, and belong there. */
const most = 3_000;
const longestMs = 90_000;
const atOnce = 20;

/** What one address may ask for in a minute: a breaker may have made it less. */
const limitOf = ({ firewall, breakers }: Config): number =>
  Math.min(firewall.perMinute.address, breakers.rate?.address ?? Infinity);

/**
 * Whoever asks too much is told so (C06, K22). Last of all: afterwards this address is refused for a while. WAF counts
 * with some delay ("Rate-based rule caveats"), so that a limit is met later than a reckoner would.
 */
export const burstChecks = (config: Config): readonly Check[] =>
  apiServices(config)
    .slice(0, 1)
    .map(([id, { health, surface }]) => ({
      name: `${id} answers 429 to a burst`,
      requirements: ["C06", "K22"],
      run: async ({ impatient, address, signal }) => {
        const limit = limitOf(config);
        const open = surface.public.find(
          ({ method, path }) => method === "GET" && !path.includes("{") && path !== health.path,
        );
        const url = address(id) + (open?.path ?? health.path);
        const bound = Math.min(Math.ceil(limit * 1.5) + 50, most);
        if (bound <= limit)
          return {
            passed: false,
            found: `${limit} requests a minute are let through, more than the ${most} that a trial sends: show it with a load test against a copy, or lower firewall.perMinute.address`,
          };
        const end = Date.now() + longestMs;
        let sent = 0;
        let refused: number | undefined;
        const asker = async () => {
          while (refused === undefined && sent < bound && Date.now() < end && !signal.aborted) {
            const number = ++sent;
            const answer = await impatient({ url });
            if ("status" in answer && answer.status === 429) refused ??= number;
          }
        };
        await Promise.all(Array.from({ length: atOnce }, asker));
        return refused === undefined
          ? {
              passed: false,
              found: `${sent} requests, and none was answered 429; the limit is ${limit} a minute`,
            }
          : { passed: true, found: `429 at request ${refused}` };
      },
    }));
