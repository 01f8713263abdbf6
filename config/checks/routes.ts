import { check, repeated } from "./check.ts";

/** At least one service answers the public, else there is nothing to launch (G05). */
export const somethingServed = check(["services"], ({ services }) =>
  Object.values(services).some((service) => "host" in service)
    ? []
    : [{ path: ["services"], found: "no service of kind api or web", allowed: "at least one" }],
);

/** A path of a host belongs to one service; the balancer would serve the first and never the second (P02). */
export const routesOnce = check(["services"], ({ services }) => {
  const routes = Object.entries(services).flatMap(([id, service]) =>
    "host" in service
      ? service.routes.map((route, index) => ({ id, index, key: `${service.host}${route}` }))
      : [],
  );
  return repeated(routes.map(({ key }) => key)).flatMap(({ index, value }) => {
    const route = routes[index];
    const first = routes.find(({ key }) => key === value);
    return route && first
      ? [
          {
            path: ["services", route.id, "routes", route.index],
            found: `"${value}", which ${first.id} has already`,
            allowed: "each path of a host once",
          },
        ]
      : [];
  });
});

/** A listener rule takes five wildcards (ELB quotas). */
export const wildcards = check(["services"], ({ services }) =>
  Object.entries(services).flatMap(([id, service]) => {
    const count = "routes" in service ? service.routes.join("").replaceAll(/[^*?]/g, "").length : 0;
    return count <= 5
      ? []
      : [
          {
            path: ["services", id, "routes"],
            found: `${count} wildcards`,
            allowed: "at most 5 in a service's routes",
          },
        ];
  }),
);

/** What is declared public or asked from outside is reached by a route; else it is a ghost (K02, P08). */
export const reached = check(["services"], ({ services }) =>
  Object.entries(services).flatMap(([id, service]) => {
    if (!("routes" in service)) return [];
    const asked = [
      ...service.health.also.map((path, index) => ({ path, at: ["health", "also", index] })),
      ...(service.kind === "api" ? service.surface.public : []).map(({ path }, index) => ({
        path,
        at: ["surface", "public", index, "path"],
      })),
    ];
    return asked
      .filter(({ path }) => !service.routes.some((route) => matches(route, path)))
      .map(({ path, at }) => ({
        path: ["services", id, ...at],
        found: `"${path}", which no route reaches`,
        allowed: `a path under ${service.routes.join(", ")}`,
      }));
  }),
);

/** An operation is declared once, and as many are declared as are meant (K02). */
export const operationsCounted = check(["services"], ({ services }) =>
  Object.entries(services).flatMap(([id, service]) => {
    if (service.kind !== "api") return [];
    const { public: operations, count } = service.surface;
    return [
      ...repeated(operations.map(({ method, path }) => `${method} ${path}`)).map(({ index, value }) => ({
        path: ["services", id, "surface", "public", index],
        found: `"${value}" for the second time`,
        allowed: "each operation once",
      })),
      ...(operations.length === count
        ? []
        : [
            {
              path: ["services", id, "surface", "count"],
              found: String(count),
              allowed: `${operations.length}, the number of operations that are listed: one more is a decision`,
            },
          ]),
    ];
  }),
);

/** As a listener rule compares: `*` any run of characters, `?` exactly one. */
function matches(route: string, path: string): boolean {
  const form = route
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll(/\*+/g, ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${form}$`).test(path);
}

/** True where some path that the pattern means is reached by one of the routes. */
export function overlaps(pattern: string, routes: readonly string[]): boolean {
  const example = (form: string) => form.replaceAll(/\*+/g, "x").replaceAll("?", "x");
  return routes.some((route) => matches(route, example(pattern)) || matches(pattern, example(route)));
}
