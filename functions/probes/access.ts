import type { Answer, Ask } from "../shared/ask.ts";
import { carrying, forgedTokens } from "./forged.ts";
import type { ApiSettings } from "./settings.ts";

/** One try to use what is closed. */
export interface Try {
  readonly what: string;
  readonly answer: Answer;
}

/** Asks for everything that is closed, as somebody without a token would and as somebody who made one up. */
export async function trespass(
  { origin, protected: closed, credentials }: ApiSettings,
  { ask, now, withinMs }: { readonly ask: Ask; now(): Date; readonly withinMs: number },
): Promise<readonly Try[]> {
  const ways = [
    { with: "without a token", headers: {} },
    ...forgedTokens(now()).map((token) => ({
      with: "with a forged token",
      headers: carrying(token, credentials),
    })),
  ];
  return Promise.all(
    closed.flatMap(({ method, path }) =>
      ways.map(async (way) => ({
        what: `${method} ${path} ${way.with}`,
        answer: await ask({ url: origin + path, method, headers: way.headers }, withinMs),
      })),
    ),
  );
}

/** Whether somebody was given what was asked for. */
export const isServed = (answer: Answer): answer is Extract<Answer, { status: number }> =>
  "status" in answer && answer.status >= 200 && answer.status < 300;

/** Whoever has no right was served (K10). */
export const served = (tries: readonly Try[]): readonly string[] =>
  tries.flatMap(({ what, answer }) => (isServed(answer) ? [`${what} answered ${answer.status}`] : []));

/** Whoever has no right was told something else than that (K22); of what does not answer at all, `health` tells. */
export const unrefused = (tries: readonly Try[]): readonly string[] =>
  tries.flatMap(({ what, answer }) =>
    "status" in answer && ![401, 403].includes(answer.status) ? [`${what} answered ${answer.status}`] : [],
  );
