import type { Finding, Path } from "../finding.ts";
import type { Config } from "../schema.ts";
import type { SmokeStep } from "../shape/trials.ts";
import { filledIn, givenWords, isSecretName, textsIn, wordsIn } from "../words.ts";
import { check, repeated } from "./check.ts";
import { missing } from "./references.ts";
import { overlaps } from "./routes.ts";

/** What is tried belongs to a service that the world reaches, by a path that a route takes there (G12, K03). */
export const trialsReached = check(["trials", "services"], ({ trials, services }) => [
  ...trials.smoke.flatMap((step, index) => unreached(["trials", "smoke", index], step, services)),
  ...trials.load.flatMap((one, index) => unreached(["trials", "load", index], one, services)),
]);

/** Reports tell steps by their names. */
export const stepsOnce = check(["trials"], ({ trials }) =>
  repeated(trials.smoke.map(({ id }) => id)).map(({ index, value }) => ({
    path: ["trials", "smoke", index, "id"],
    found: `"${value}" for the second time`,
    allowed: "each step a name of its own",
  })),
);

/** A step uses what an earlier one kept: what nobody kept would be sent as it stands. */
export const wordsKept = check(["trials"], ({ trials }) => {
  const kept = new Set<string>(givenWords);
  return [
    ...trials.smoke.flatMap((step, index) => {
      const found = usedWords(step, ["trials", "smoke", index])
        .filter(({ word }) => !kept.has(word))
        .map(({ at, word }) => strange(at, word, kept));
      for (const word of Object.keys(step.keep)) kept.add(word);
      return found;
    }),
    ...trials.load.flatMap(({ path }, index) =>
      wordsIn(path).map((word) => ({
        path: ["trials", "load", index, "path"],
        found: `{${word}}, which nobody keeps for a load test`,
        allowed: "a path as it is asked",
      })),
    ),
  ];
});

/** The trial's own words stay its own: a step that kept one anew would hide what is looked for in the logs (K22). */
export const ownWordsKept = check(["trials"], ({ trials }) =>
  trials.smoke.flatMap(({ keep }, index) =>
    Object.keys(keep)
      .filter((word) => givenWords.some((own) => own === word))
      .map((word) => ({
        path: ["trials", "smoke", index, "keep", word],
        found: `"${word}", which every trial has of its own`,
        allowed: "another word",
      })),
  ),
);

/** Secrets that a trial sends are declared ones (G07). */
export const trialSecrets = check(["trials", "secrets"], ({ trials, secrets }) => [
  ...trials.smoke.flatMap((step, index) =>
    usedSecrets(step, ["trials", "smoke", index]).flatMap(({ at, name }) =>
      missing(at, "secret", name, secrets),
    ),
  ),
  ...trials.load.flatMap(({ as }, index) =>
    as === undefined ? [] : missing(["trials", "load", index, "as"], "secret", as, secrets),
  ),
]);

/** A request has one body, and a GET has none. */
export const oneBody = check(["trials"], ({ trials }) =>
  trials.smoke.flatMap(({ json, form, method }, index) => {
    const sent = [...(json === undefined ? [] : ["json"]), ...(form === undefined ? [] : ["form"])];
    const bodiless = method === "GET" || method === "HEAD";
    return sent.slice(bodiless ? 0 : 1).map((word) => ({
      path: ["trials", "smoke", index, word],
      found: bodiless ? `a body of a ${method}` : "a second body, beside `json`",
      allowed: bodiless ? "no body, or another method" : "one body",
    }));
  }),
);

interface Use {
  readonly at: Path;
  readonly name: string;
}

/** Every `{name}` of a step, and whose token it sends. */
function uses({ path, as, headers, json, form }: SmokeStep, at: Path): readonly Use[] {
  const inside = (key: string, value: unknown) =>
    textsIn(value)
      .flatMap(wordsIn)
      .map((name) => ({ at: [...at, key], name }));
  return [
    ...inside("path", path),
    ...inside("headers", headers),
    ...inside("json", json),
    ...inside("form", form),
    ...(as === undefined ? [] : [{ at: [...at, "as"], name: as }]),
  ];
}

const usedWords = (step: SmokeStep, at: Path) =>
  uses(step, at).flatMap((one) => (isSecretName(one.name) ? [] : [{ at: one.at, word: one.name }]));

const usedSecrets = (step: SmokeStep, at: Path) => uses(step, at).filter(({ name }) => isSecretName(name));

const strange = (path: Path, word: string, kept: ReadonlySet<string>): Finding => ({
  path,
  found: `"${word}", which no earlier step keeps`,
  allowed: `a word that is kept by then: ${[...kept].join(", ")}`,
});

function unreached(
  at: Path,
  { service: id, path }: { readonly service: string; readonly path: string },
  services: Config["services"],
): readonly Finding[] {
  if (!Object.hasOwn(services, id)) return missing([...at, "service"], "service", id, services);
  const service = services[id];
  if (!service || !("routes" in service))
    return [
      {
        path: [...at, "service"],
        found: `"${id}", of kind ${service?.kind}`,
        allowed: "a service of kind api or web",
      },
    ];
  const asked = filledIn(path, () => "x").replace(/\?.*/, "");
  return overlaps(asked, service.routes)
    ? []
    : [
        {
          path: [...at, "path"],
          found: `"${path}", which no route reaches`,
          allowed: `a path under ${service.routes.join(", ")}`,
        },
      ];
}
