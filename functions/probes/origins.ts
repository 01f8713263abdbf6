import type { Answer, Ask, Question } from "../shared/ask.ts";
import type { ApiSettings } from "./settings.ts";

const stranger = "golive-probe.invalid";
const header = "access-control-allow-origin";

/** What a browser asks before and with a call from another origin ("CORS protocol", Fetch standard). */
const asking = (url: string, origin: string): readonly Question[] => [
  { url, headers: { origin } },
  { url, method: "OPTIONS", headers: { origin, "access-control-request-method": "GET" } },
];

const allowed = (answer: Answer): string | undefined => {
  const value = "headers" in answer ? answer.headers[header] : undefined;
  return Array.isArray(value) ? value.join(", ") : value;
};

interface Asked {
  readonly settings: ApiSettings;
  readonly ask: Ask;
  readonly withinMs: number;
}

/** A page of a stranger may read nothing: neither one that begins as ours does, nor one without an origin (C05, W08). */
export async function foreignOrigins({ settings, ask, withinMs }: Asked): Promise<readonly string[]> {
  const [path = "/"] = settings.health;
  const [reader = ""] = settings.readers;
  const origins = [`https://${stranger}`, `${reader}.${stranger}`, "null"];
  const questions = origins.flatMap((origin) => asking(settings.origin + path, origin));
  const answers = await Promise.all(questions.map((question) => ask(question, withinMs)));
  return answers.flatMap((answer, at) => {
    const { method = "GET", headers } = questions[at] ?? {};
    const origin = headers?.origin;
    const says = allowed(answer);
    return says === "*" || (says !== undefined && says === origin)
      ? [`${method} ${path} lets pages of ${origin} read it (${header}: ${says})`]
      : [];
  });
}

/** Our own pages may read: a browser asks for that before each call, and takes no for an answer (P11). */
export async function ownOrigins({ settings, ask, withinMs }: Asked): Promise<readonly string[]> {
  const { origin, readers, health, protected: closed } = settings;
  const path = closed[0]?.path ?? health[0] ?? "/";
  const found = await Promise.all(
    readers.map(async (reader) => {
      const [, preflight] = asking(origin + path, reader);
      const answer = preflight && (await ask(preflight, withinMs));
      // Of what does not answer at all, `health` tells.
      if (!answer || "failed" in answer || allowed(answer) === reader) return [];
      return [`OPTIONS ${path} does not let pages of ${reader} read it`];
    }),
  );
  return found.flat();
}
