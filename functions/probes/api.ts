import { type Answer, type Ask, wrongWith } from "../shared/ask.ts";
import { served, type Try, trespass, unrefused } from "./access.ts";
import { once } from "./once.ts";
import { foreignOrigins, ownOrigins } from "./origins.ts";
import type { Check } from "./run.ts";
import type { ApiSettings, ApiStep } from "./settings.ts";

export interface Tools {
  readonly ask: Ask;
  certificateEnds(origin: string, withinMs: number): Promise<Date | undefined>;
  now(): Date;
}

const dayMs = 86_400_000;

/**
 * What an API shows to the world (G05, C05, K10, K22, P14). `health` is last: where it is good, all others were looked
 * at, so that one silence is enough to tell that nobody looks any more.
 */
export function apiChecks(settings: ApiSettings, tools: Tools): readonly Check<ApiStep>[] {
  const { origin, plain, health, protected: closed, patienceSeconds } = settings;
  const { ask, certificateEnds, now } = tools;
  const withinMs = patienceSeconds * 1_000;
  const ends = once(() => certificateEnds(origin, withinMs));
  const tries = once((): Promise<readonly Try[]> => trespass(settings, { ask, now, withinMs }));
  const goodFor = (days: number) => async () => {
    const until = await ends();
    if (until === undefined) return []; // of what does not answer at all, `health` tells
    const left = Math.floor((until.getTime() - now().getTime()) / dayMs);
    return left > days ? [] : [`the certificate ends ${left < 0 ? `${-left} days ago` : `in ${left} days`}`];
  };
  return [
    { name: "certificate", look: goodFor(21) },
    { name: "certificate-week", look: goodFor(7) },
    { name: "foreign-origin", look: () => foreignOrigins({ settings, ask, withinMs }) },
    { name: "own-origin", look: () => ownOrigins({ settings, ask, withinMs }) },
    ...(closed.length === 0
      ? []
      : [
          { name: "open-access" as const, look: async () => served(await tries()) },
          { name: "refusal" as const, look: async () => unrefused(await tries()) },
        ]),
    {
      name: "plain-http",
      look: async () => unredirected(await ask({ url: `${plain}/` }, withinMs), origin),
    },
    {
      name: "health",
      look: async () =>
        (await Promise.all(health.map((path) => unhealthy(ask, origin, path, withinMs)))).flat(),
    },
  ];
}

async function unhealthy(
  ask: Ask,
  origin: string,
  path: string,
  withinMs: number,
): Promise<readonly string[]> {
  const wrong = wrongWith(await ask({ url: origin + path }, withinMs), [200]);
  return wrong === undefined ? [] : [`${path} ${wrong}`];
}

/** A port that is closed to what is in the clear is as good as one that sends people on. */
function unredirected(answer: Answer, origin: string): readonly string[] {
  if ("failed" in answer) return [];
  const { status, headers } = answer;
  const { location } = headers;
  const to = typeof location === "string" && URL.canParse(location) ? new URL(location) : undefined;
  const there = to?.protocol === "https:" && to.hostname === new URL(origin).hostname;
  return [301, 302, 307, 308].includes(status) && there
    ? []
    : [`what comes in the clear is answered ${status} and not sent to ${origin}`];
}
