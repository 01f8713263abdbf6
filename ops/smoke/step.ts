import { setTimeout as pause } from "node:timers/promises";
import type { Config } from "../../config/schema.ts";
import type { SmokeStep } from "../../config/shape/trials.ts";
import { filledIn, isSecretName, textsIn, wordsIn } from "../../config/words.ts";
import { jsonOf } from "../json.ts";
import { printable } from "../printable.ts";
import { type Answer, type Question, wrongWith } from "../trial/asker.ts";
import type { Around, Check, Said } from "./check.ts";
import { type Leaf, leafAt } from "./json-place.ts";

/** What earlier steps kept, and what the trial has of its own. */
export type Words = Map<string, string | number | boolean>;

const againMs = 2_000;

const requirements: Readonly<Record<SmokeStep["shows"], readonly string[]>> = {
  login: ["G12", "W04", "P19"],
  create: ["G12", "W04"],
  read: ["G12", "W04"],
  email: ["G12", "G04"],
  upload: ["G12", "G03"],
  job: ["G12", "P04", "P19"],
  other: ["G12"],
};

/** A step of the product's own flow: asked until it is right, or its time is over. */
export const stepCheck = (config: Config, step: SmokeStep, words: Words): Check => ({
  name: `${step.id}: ${step.method} ${step.path}`,
  requirements: requirements[step.shows],
  run: async (around) => {
    const question = await questionOf(config, step, words, around);
    const end = Date.now() + step.withinSeconds * 1_000;
    for (;;) {
      const answer = await around.ask(question);
      const said = judged(step, answer, words);
      if (said.passed || Date.now() + againMs > end || around.signal.aborted)
        return said.passed || step.withinSeconds === 0 || around.signal.aborted
          ? said
          : { ...said, found: `${said.found}, and that for ${step.withinSeconds} s` };
      await pause(againMs, undefined, { signal: around.signal }).catch(() => undefined);
    }
  },
});

/** Whether an answer is right; what is to be kept of it is kept then. */
function judged(step: SmokeStep, answer: Answer, words: Words): Said {
  const wrong = wrongWith(answer, [step.expect.status].flat());
  if (wrong !== undefined || "failed" in answer) return { passed: false, found: wrong ?? "" };
  const body = jsonOf(answer.text);
  for (const [place, expected] of Object.entries(step.expect.json)) {
    const should = filledLeaf(expected, words);
    const is = leafAt(body, place);
    if (is !== should) return { passed: false, found: `\`${place}\` is ${shown(is)}, not ${shown(should)}` };
  }
  const kept = Object.entries(step.keep).map(([word, place]) => ({
    word,
    place,
    value: leafAt(body, place),
  }));
  const lacking = kept.find(({ value }) => value === undefined || value === null || value === "");
  if (lacking) return { passed: false, found: `there is nothing at \`${lacking.place}\`` };
  for (const { word, value } of kept) if (value !== undefined && value !== null) words.set(word, value);
  return { passed: true, found: String(answer.status) };
}

const shown = (leaf: Leaf | undefined): string =>
  leaf === undefined ? "nothing" : printable(JSON.stringify(leaf)).slice(0, 60);

const filledLeaf = (leaf: Leaf, words: Words): Leaf =>
  typeof leaf === "string" ? filledIn(leaf, (name) => textOf(words.get(name))) : leaf;

const textOf = (value: string | number | boolean | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

async function questionOf(
  config: Config,
  { service, method, path, as, headers, json, form }: SmokeStep,
  words: Words,
  { address, secrets }: Around,
): Promise<Question> {
  const asked = [path, ...textsIn(headers), ...textsIn(json), ...textsIn(form)].flatMap(wordsIn);
  const names = [...new Set(asked)].filter(isSecretName);
  const values = new Map(
    await Promise.all(names.map(async (name) => [name, await secrets.value(name)] as const)),
  );
  const value = (name: string) => values.get(name) ?? textOf(words.get(name));
  const token = as === undefined ? undefined : isSecretName(as) ? await secrets.value(as) : value(as);
  const body =
    form === undefined
      ? json === undefined
        ? undefined
        : JSON.stringify(filledJson(json, words, value))
      : new URLSearchParams(filledForm(form, value)).toString();
  return {
    url:
      address(service) +
      filledIn(path, (name) => {
        const text = value(name);
        return text === undefined ? undefined : encodeURIComponent(text);
      }),
    method,
    text: true,
    headers: {
      accept: "application/json, */*;q=0.5",
      ...(body !== undefined && {
        "content-type": form === undefined ? "application/json" : "application/x-www-form-urlencoded",
      }),
      ...(config.cors.origins[0] !== undefined && method !== "GET" && { origin: config.cors.origins[0] }),
      ...Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, filledIn(text, value)])),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body }),
  };
}

const filledForm = (
  form: Readonly<Record<string, string>>,
  value: (name: string) => string | undefined,
): Record<string, string> =>
  Object.fromEntries(Object.entries(form).map(([key, text]) => [key, filledIn(text, value)]));

/** A text that is one word and nothing else becomes what was kept, be it a number. */
function filledJson(json: unknown, words: Words, value: (name: string) => string | undefined): unknown {
  if (typeof json === "string") {
    const [, alone] = /^\{(\w+)\}$/.exec(json) ?? [];
    return (alone === undefined ? undefined : words.get(alone)) ?? filledIn(json, value);
  }
  if (Array.isArray(json)) return json.map((one: unknown) => filledJson(one, words, value));
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, one]: [string, unknown]) => [key, filledJson(one, words, value)]),
  );
}
