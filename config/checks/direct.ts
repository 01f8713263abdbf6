import { check } from "./check.ts";

/** A release of a service with a database changes the schema before it, and looks at the schema after it (C13, P07). */
export const releaseTasks = check(["services", "tasks"], ({ services, tasks }) => {
  const users = Object.keys(services).filter((id) => services[id]?.uses.database);
  return ["migrate", "verify"]
    .filter((name) => users.length > 0 && !Object.hasOwn(tasks, name))
    .map((name) => ({
      path: ["tasks", name],
      found: "nothing",
      allowed: `a ${name} task, as the database is used by ${users.join(", ")}`,
    }));
});

/** A task that speaks to PostgreSQL itself has an address to be replaced, and a network that lets it in (C13). */
export const directTasks = check(["services", "tasks", "secrets"], ({ services, tasks, secrets }) =>
  Object.entries(tasks).flatMap(([id, { service: name, connects }]) => {
    const service = services[name];
    if (connects !== "direct" || !service) return [];
    const lacks = [
      ...(service.uses.database ? [] : ["uses: { database: true }"]),
      ...(service.secrets.some((one) => {
        const source = secrets[one];
        return source?.from === "database-url" && source.access === "application";
      })
        ? []
        : ["a secret { from: database-url }"]),
    ];
    return lacks.length === 0
      ? []
      : [
          {
            path: ["tasks", id, "connects"],
            found: `direct, with the settings of ${name}`,
            allowed: `a service with ${lacks.join(" and ")}`,
          },
        ];
  }),
);

/** Migrations run as the role that owns the schema: the application's own may not change it, and a proxy pins their session (C13). */
export const migrateDirectly = check(["tasks"], ({ tasks }) =>
  tasks.migrate && tasks.migrate.connects !== "direct"
    ? [
        {
          path: ["tasks", "migrate", "connects"],
          found: tasks.migrate.connects,
          allowed: "direct: only the role that owns the schema may change it",
        },
      ]
    : [],
);
