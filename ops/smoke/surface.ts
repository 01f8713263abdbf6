import type { Answer } from "../trial/asker.ts";
import { type Check, saidOf } from "./check.ts";
import { filledPath, hasParameters, isSafe, named, type Operation } from "./operations.ts";
import type { Pace } from "./pace.ts";

/** Public operations are open to everybody; as many are found as the stack file says (K02). */
export const publicCheck = (service: string, count: number, operations: readonly Operation[]): Check => ({
  name: `${service} opens what is public`,
  requirements: ["K02", "K26"],
  run: async ({ ask, address }) => {
    const open = operations.filter((one) => one.public);
    // What might change something is not called for a trial; what a call without a body cannot change is.
    const asked = open.filter((one) => isSafe(one) || (one.refusesEmpty && one.method === "POST"));
    const wrongs = await Promise.all(
      asked.map(async (one) => {
        const answer = await ask({ url: address(service) + filledPath(one), method: one.method });
        const wrong = closedOrGone(one, answer);
        return wrong === undefined ? [] : [`${named(one)} ${wrong}`];
      }),
    );
    const wrong = wrongs.flat();
    const found = open.length - wrong.length;
    const counted =
      found === count ? [] : [`${found} public operations are found, and ${count} are declared`];
    const unasked = open.length - asked.length;
    return saidOf(
      [...counted, ...wrong],
      `${found} of ${count}${unasked > 0 ? `, ${unasked} of them not called: they might change something` : ""}`,
    );
  },
});

/** Everything else needs a token (K10): one more that does not is one that nobody decided to open. */
export const closedCheck = (service: string, operations: readonly Operation[], pace: Pace): Check => ({
  name: `${service} closes all else`,
  requirements: ["K02", "K10", "K26"],
  run: async ({ ask, address }) => {
    const closed = operations.filter((one) => !one.public && isHarmless(one));
    const wrongs: string[] = [];
    for (const one of closed) {
      await pace();
      const answer = await ask({ url: address(service) + filledPath(one), method: one.method });
      if ("failed" in answer) wrongs.push(`${named(one)} ${answer.failed}`);
      else if (![401, 403].includes(answer.status))
        wrongs.push(`${named(one)} answered ${answer.status} without a token, not 401 or 403`);
    }
    return saidOf(wrongs, `${closed.length} operations answer 401 or 403 without a token`);
  },
});

/** Deleting a whole collection, were it open, would be a trial too much. */
const isHarmless = (one: Operation): boolean => one.method !== "DELETE" || hasParameters(one);

function closedOrGone(one: Operation, answer: Answer): string | undefined {
  if ("failed" in answer) return answer.failed;
  const { status } = answer;
  if ([401, 403].includes(status) && !one.mayRefuse) return `answered ${status} without a token`;
  const gone = [405, 501, ...(hasParameters(one) ? [] : [404])].includes(status);
  return gone || status >= 500 ? `answered ${status}` : undefined;
}
