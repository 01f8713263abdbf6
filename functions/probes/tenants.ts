import type { Answer, Ask } from "../shared/ask.ts";
import { isServed } from "./access.ts";
import { once } from "./once.ts";
import type { Check } from "./run.ts";
import type { TenantSettings, TenantStep } from "./settings.ts";

export interface Tools {
  readonly ask: Ask;
  /** A secret's value; undefined where it has none. */
  token(secret: string): Promise<string | undefined>;
}

/** Asks for what belongs to one tenant with the token of another (G13). */
export function tenantChecks(settings: TenantSettings, tools: Tools): readonly Check<TenantStep>[] {
  const { leaks, patienceSeconds } = settings;
  const answers = once(() =>
    Promise.all(leaks.map((leak) => strangerAsks(leak, tools, patienceSeconds * 1_000))),
  );
  return [
    {
      name: "tenant-leak",
      look: async () =>
        (await answers()).flatMap(({ path, answer }) =>
          isServed(answer) ? [`a stranger's token gets ${path}: it answered ${answer.status}`] : [],
        ),
    },
    {
      // 401 proves nothing: a token that has run out is nobody's.
      name: "stranger-refused",
      look: async () =>
        (await answers()).flatMap(({ path, answer }) => {
          if ("failed" in answer) return [`${path} ${answer.failed}`];
          return [403, 404].includes(answer.status)
            ? []
            : [`${path} answered ${answer.status} to a stranger's token, not 403 or 404`];
        }),
    },
  ];
}

interface Asked {
  readonly path: string;
  readonly answer: Answer;
}

async function strangerAsks(
  { origin, path, secret }: TenantSettings["leaks"][number],
  { ask, token }: Tools,
  withinMs: number,
): Promise<Asked> {
  const value = (await token(secret))?.trim();
  // A header takes visible ASCII alone, and Node's own complaint would name what it was given.
  if (!value || !/^[\x21-\x7e]+$/.test(value))
    return { path, answer: { failed: `was not asked for: ${secret} holds no token` } };
  return {
    path,
    answer: await ask({ url: origin + path, headers: { authorization: `Bearer ${value}` } }, withinMs),
  };
}
