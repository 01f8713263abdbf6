import { describe, expect, it } from "vitest";
import type { Config } from "../../config/schema.ts";
import { type SecretSource, secret } from "../../config/shape/secrets.ts";
import type { Service } from "../../config/shape/services.ts";
import { placeOf } from "../../stacks/place.ts";
import { secretEntries, variables } from "../../stacks/secret-entries.ts";
import { configOf } from "../config/config-of.ts";

const production = configOf("production");
const [service] = Object.values(production.services);

/** The shipped product with these secrets, services that are given some of them, and one task of each kind. */
function withSecrets(
  secrets: Readonly<Record<string, object>>,
  given: Readonly<Record<string, readonly string[]>>,
): Config {
  if (!service) throw new Error("no service in the stack file");
  const reading = (names: readonly string[]): Service => ({ ...service, secrets: [...names] });
  const run = { command: ["run"], timeoutMinutes: 15 };
  return {
    ...production,
    product: "shop",
    environment: "staging",
    secrets: Object.fromEntries(
      Object.entries(secrets).map(([id, source]): [string, SecretSource] => [
        id,
        secret.parse({ purpose: "for a test", ...source }),
      ]),
    ),
    services: Object.fromEntries(Object.entries(given).map(([id, names]) => [id, reading(names)])),
    tasks: {
      migrate: { service: "api", ...run, connects: "direct" },
      verify: { service: "api", ...run, connects: "pooled" },
    },
  };
}

const every = withSecrets(
  {
    DATABASE_URL: { from: "database-url" },
    REPORTS_URL: { from: "database-url", access: "reader" },
    REDIS_URL: { from: "cache-url", cache: "queue", rotationDays: 10 },
    JWT_SECRET: { from: "signing-keys", longestTokenHours: 24, rotationDays: 7 },
    COOKIE_KEY: { from: "generated" },
    MAIL_TOKEN: { from: "provided", maxAgeDays: 90 },
    OLD_KEY: { from: "generated" },
    OLD_TOKEN: { from: "provided" },
  },
  {
    api: ["DATABASE_URL", "REPORTS_URL", "JWT_SECRET", "MAIL_TOKEN"],
    worker: ["DATABASE_URL", "REDIS_URL", "COOKIE_KEY"],
  },
);
const entries = secretEntries(every, placeOf(every));
/** Readers without the stack's prefix. */
const readers = (id: string) => entries[id]?.readers.map((role) => role.replace(/^shop-staging-/, "")).sort();

describe("who may read a secret", () => {
  const checker = "secrets-check-function";
  const [values, restarts] = ["values-function", "restart-function"];
  const [database, cache] = ["database-credentials-function", "cache-credentials-function"];
  const [api, worker] = ["api-execution", "worker-execution"];
  const [migrate, verify] = ["task-migrate-execution", "task-verify-execution"];
  const expected: Readonly<Record<string, readonly string[]>> = {
    DATABASE_URL: [api, database, restarts, checker, verify, worker],
    REPORTS_URL: [api, database, restarts, checker, migrate, verify],
    REDIS_URL: [cache, restarts, checker, worker],
    JWT_SECRET: [api, checker, migrate, verify, values],
    COOKIE_KEY: [checker, values, worker],
    MAIL_TOKEN: [api, checker, migrate, verify],
    OLD_KEY: [checker, values],
    OLD_TOKEN: [checker],
    DATABASE_MONITOR_URL: [database, restarts, "restore-check-function", checker, "vitals-function"],
    DATABASE_MIGRATION_URL: [database, restarts, checker, migrate],
    DATABASE_APP_A: [database, "database-proxy", checker],
    DATABASE_APP_B: [database, "database-proxy", checker],
  };

  it.each(Object.entries(expected))("%s: who makes it, checks it, tries it and is given it", (id, roles) => {
    expect(readers(id)).toEqual([...roles].sort());
  });

  it("lets CI read what trials send, where there is a pipeline, and nothing else", () => {
    const { pipeline: _, ...without } = every;
    const operators = (config: Config) =>
      Object.entries(secretEntries(config, placeOf(config)))
        .filter(([, one]) => one.readers.includes("shop-staging-operate"))
        .map(([id]) => id);
    const [step] = production.trials.smoke;
    if (!step) throw new Error("no step in the stack file");
    const sending: Config = {
      ...every,
      trials: {
        ...every.trials,
        smoke: [
          { ...step, as: "word", path: "/api?key={OLD_TOKEN}&of={run}", json: { in: ["{COOKIE_KEY}"] } },
        ],
        load: [{ service: "api", path: "/api", as: "MAIL_TOKEN", weight: 1 }],
      },
    };

    expect(operators(sending)).toEqual(["COOKIE_KEY", "MAIL_TOKEN", "OLD_TOKEN"]);
    expect(operators({ ...without, trials: sending.trials })).toEqual([]);
  });

  it("is told of these secrets and no others", () => {
    expect(Object.keys(entries)).toEqual(Object.keys(expected));
  });

  it("names nobody twice, though signing keys are three variables", () => {
    for (const { readers: all } of Object.values(entries)) expect(new Set(all).size).toBe(all.length);
  });
});

describe("a secret's value", () => {
  it("is made by a person or a function, tried where it opens a store, and too old after two rotations", () => {
    expect(
      Object.entries(entries).map(
        ([id, { madeBy, probe, days = "never", maxAgeDays }]) =>
          `${id}: by ${madeBy}, tried as ${probe}, rotated after ${days}, old after ${maxAgeDays}`,
      ),
    ).toEqual([
      "DATABASE_URL: by database-credentials, tried as postgresql, rotated after 30, old after 60",
      "REPORTS_URL: by database-credentials, tried as postgresql, rotated after 30, old after 60",
      "REDIS_URL: by cache-credentials, tried as redis, rotated after 10, old after 20",
      "JWT_SECRET: by values, tried as none, rotated after 7, old after 14",
      "COOKIE_KEY: by values, tried as none, rotated after 30, old after 60",
      "MAIL_TOKEN: by person, tried as none, rotated after never, old after 90",
      "OLD_KEY: by values, tried as none, rotated after 30, old after 60",
      "OLD_TOKEN: by person, tried as none, rotated after never, old after 180",
      "DATABASE_MONITOR_URL: by database-credentials, tried as postgresql, rotated after 30, old after 60",
      "DATABASE_MIGRATION_URL: by database-credentials, tried as postgresql, rotated after 30, old after 60",
      "DATABASE_APP_A: by another, tried as none, rotated after never, old after 90",
      "DATABASE_APP_B: by another, tried as none, rotated after never, old after 90",
    ]);
  });
});

describe("the migrations' address", () => {
  it("is not made where no task connects directly", () => {
    const pooled = Object.fromEntries(
      Object.entries(every.tasks).map(([id, task]) => [id, { ...task, connects: "pooled" as const }]),
    );
    const made = secretEntries({ ...every, tasks: pooled }, placeOf(every));

    expect(Object.keys(made)).toContain("DATABASE_MONITOR_URL");
    expect(Object.keys(made)).not.toContain("DATABASE_MIGRATION_URL");
  });
});

describe("the variables of a container", () => {
  const names = ["DATABASE_URL", "REPORTS_URL", "JWT_SECRET", "MAIL_TOKEN"];
  const keys = {
    JWT_SECRET: { secret: "JWT_SECRET", jsonKey: "current" },
    JWT_SECRET_PREVIOUS: { secret: "JWT_SECRET", jsonKey: "previous" },
    JWT_SECRET_NEXT: { secret: "JWT_SECRET", jsonKey: "next" },
  };
  const others = { REPORTS_URL: { secret: "REPORTS_URL" }, MAIL_TOKEN: { secret: "MAIL_TOKEN" } };

  it("are its secrets by name, and of signing keys all three, from one secret (C03, G08)", () => {
    expect(variables(every, names)).toEqual({
      DATABASE_URL: { secret: "DATABASE_URL" },
      ...keys,
      ...others,
    });
  });

  it("have the migrations' address under the application's name where it connects directly", () => {
    expect(variables(every, names, true)).toEqual({
      DATABASE_URL: { secret: "DATABASE_MIGRATION_URL" },
      ...keys,
      ...others,
    });
  });

  it("are none where it is given none", () => {
    expect(variables(every, [])).toEqual({});
  });
});
