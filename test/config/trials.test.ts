import { describe, expect, it } from "vitest";
import { filledIn, textsIn, wordsIn } from "../../config/words.ts";
import { tell } from "./tell.ts";
import { mistakesIn, saidOf, shipped, textOf } from "./writing.ts";

const at = (index: number, ...key: readonly (string | number)[]) => ["trials", "smoke", index, ...key];
const step = (change: object) => ({
  id: "more",
  service: "api",
  path: "/api/status",
  expect: { status: 200 },
  ...change,
});

describe("what is tried from outside", () => {
  tell([
    [
      "a step of a service that is not declared",
      at(0, "service"),
      "apis",
      'trials.smoke[0].service: "apis", which is not declared · a declared service: api, worker, scheduler, scraper · did you mean "api"?',
      "staging",
    ],
    [
      "a step of a service that nobody outside reaches",
      at(0, "service"),
      "worker",
      'trials.smoke[0].service: "worker", of kind worker · a service of kind api or web',
      "staging",
    ],
    [
      "a step by a path that no route reaches",
      at(0, "path"),
      "/companies?page=2",
      'trials.smoke[0].path: "/companies?page=2", which no route reaches · a path under /api/*, /health',
    ],
    [
      "two steps of one name",
      at(8),
      step({ id: "login" }),
      'trials.smoke[8].id: "login" for the second time · each step a name of its own',
    ],
    [
      "a word that only a later step keeps",
      at(0, "path"),
      "/api/companies/{company}",
      'trials.smoke[0].path: "company", which no earlier step keeps · a word that is kept by then: run, email',
    ],
    [
      "a word that nobody keeps, in a body",
      at(6, "json", "sendTo"),
      "{nobody}",
      'trials.smoke[6].json: "nobody", which no earlier step keeps · a word that is kept by then: run, email, company, score',
    ],
    [
      "a token that nobody keeps",
      at(0, "as"),
      "token",
      'trials.smoke[0].as: "token", which no earlier step keeps · a word that is kept by then: run, email',
    ],
    [
      "the trial's own word, kept anew",
      at(1, "keep", "email"),
      "mail",
      'trials.smoke[1].keep.email: "email", which every trial has of its own · another word',
    ],
    [
      "a token that is no declared secret",
      at(0, "as"),
      "TOKEN",
      'trials.smoke[0].as: "TOKEN", which is not declared · a declared secret: DATABASE_URL, REDIS_URL, OPENAI_API_KEY, SUPABASE_JWT_SECRET, SCRAPER_API_TOKEN, SENTRY_DSN, PAGES_SENTRY_DSN, TENANT_PROBE_TOKEN, SMOKE_TOKEN',
    ],
    [
      "a body of a GET",
      at(0, "json"),
      {},
      "trials.smoke[0].json: a body of a GET · no body, or another method",
    ],
    [
      "two bodies",
      at(1, "form"),
      { name: "x" },
      "trials.smoke[1].form: a second body, beside `json` · one body",
    ],
    [
      "a load path of nobody",
      ["trials", "load", 0, "service"],
      "scraper",
      'trials.load[0].service: "scraper", of kind isolated · a service of kind api or web',
    ],
    [
      "a load path that no route reaches",
      ["trials", "load", 0, "path"],
      "/status",
      'trials.load[0].path: "/status", which no route reaches · a path under /api/*, /health',
    ],
    [
      "a load path with a word, which nobody fills in",
      ["trials", "load", 0, "path"],
      "/api/companies/{company}",
      "trials.load[0].path: {company}, which nobody keeps for a load test · a path as it is asked",
    ],
    [
      "a load path with the token of a secret that is not declared",
      ["trials", "load", 1, "as"],
      "TOKEN",
      'trials.load[1].as: "TOKEN", which is not declared · a declared secret: DATABASE_URL, REDIS_URL, OPENAI_API_KEY, SUPABASE_JWT_SECRET, SCRAPER_API_TOKEN, SENTRY_DSN, PAGES_SENTRY_DSN, TENANT_PROBE_TOKEN, SMOKE_TOKEN',
    ],
    [
      "a password that is written out",
      at(1, "json", "password"),
      "hunter2hunter2",
      "trials.smoke[1].json.password: a credential, by its name (14 characters, not shown) · no value here: declare its name under `secrets` and put the value into Secrets Manager",
    ],
    [
      "a provider's credential that is sent in two ways",
      ["providers", "openai", "credential"],
      { header: "x-api-key", query: "key" },
      'providers.openai.credential.query: an unknown key "query" · header, before',
    ],
  ]);

  it("takes a password that only names a secret, and the place of a token in an answer", () => {
    const more = step({
      method: "POST",
      json: { password: "{OPENAI_API_KEY}" },
      keep: { token: "access_token" },
    });
    expect(saidOf(at(8), more)).toEqual([]);
    expect(saidOf(at(8), step({ method: "POST", json: { password: "{run}" } }))).toEqual([]);
  });

  it("is sound in every stack that ships", () => {
    expect(
      shipped
        .flatMap((file) => mistakesIn(textOf(file), file.split(".")[1]))
        .filter(({ path }) => path.startsWith("trials")),
    ).toEqual([]);
  });
});

describe("words in a text", () => {
  it("are found in the order in which they stand, and filled in where they are known", () => {
    expect(wordsIn("/a/{id}?by={SECRET}&{id}")).toEqual(["id", "SECRET", "id"]);
    expect(filledIn("/a/{id}/{other}", (name) => (name === "id" ? "7" : undefined))).toBe("/a/7/{other}");
    expect(filledIn('{"not": "a word"}', () => "x")).toBe('{"not": "a word"}');
  });

  it("are looked for in every text of a body", () => {
    expect(textsIn({ a: ["x", { b: "y" }], c: 7, d: null })).toEqual(["x", "y"]);
  });
});
