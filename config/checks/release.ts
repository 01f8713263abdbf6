import type { Config } from "../schema.ts";
import { check, repeated } from "./check.ts";

/** A release runs with the schema that it makes, and says of each version once whether it runs with it (P17). */
export const schemaVersions = check(["release"], ({ release: { schema } }) => {
  const { version, runsWith, keeps } = schema;
  const twice = (["runsWith", "keeps"] as const).flatMap((list) =>
    repeated(schema[list]).map(({ index, value }) => ({
      path: ["release", "schema", list, index],
      found: `"${value}" for the second time`,
      allowed: "each version once",
    })),
  );
  return [
    ...(runsWith.includes(version)
      ? []
      : [
          {
            path: ["release", "schema", "runsWith"],
            found: `a list without "${version}"`,
            allowed: "version among them: the release runs with the schema that it makes",
          },
        ]),
    ...(keeps.includes(version)
      ? [
          {
            path: ["release", "schema", "keeps", keeps.indexOf(version)],
            found: `"${version}", the release's own version`,
            allowed: "versions before it",
          },
        ]
      : []),
    ...twice,
  ];
});

/** The migration is a hook of one service's deployment, and only deployments that shift traffic have hooks (C13). */
export const migrationGates = check(["services", "tasks"], ({ services, tasks: { migrate } }) => {
  const gating = migrate && services[migrate.service];
  if (!gating) return [];
  const why = refusedAsGate(gating);
  return why === undefined
    ? []
    : [
        {
          path: ["tasks", "migrate", "service"],
          found: `"${migrate.service}", ${why}`,
          allowed:
            "a service of kind api or web that is deployed by canary, linear or blue-green: its deployment waits for the migration",
        },
      ];
});

const gates = (services: Config["services"], id: string): boolean => {
  const service = services[id];
  return service !== undefined && refusedAsGate(service) === undefined;
};

function refusedAsGate(service: Config["services"][string]): string | undefined {
  if (!("deploy" in service)) return `of kind ${service.kind}`;
  return service.deploy.strategy === "rolling" ? "whose deployment is rolling" : undefined;
}

/** What looks at the schema afterwards is of the release that made it: the same image (C13, P07). */
export const verifiesItself = check(["services", "tasks"], ({ services, tasks: { migrate, verify } }) =>
  migrate &&
  verify &&
  gates(services, migrate.service) && // a service that cannot be is no example to follow
  Object.hasOwn(services, verify.service) &&
  verify.service !== migrate.service
    ? [
        {
          path: ["tasks", "verify", "service"],
          found: `"${verify.service}"`,
          allowed: `${migrate.service}, as tasks.migrate.service says: both run the same image`,
        },
      ]
    : [],
);
