import { condition } from "../condition.ts";
import { liveContainers, told } from "./containers.ts";
import { databaseFlaw } from "./database.ts";
import type { Asking, Part } from "./part.ts";

const local = /\b(?:localhost|127\.\d+\.\d+\.\d+|host\.docker\.internal)\b|\[::1\]|:\/\/0\.0\.0\.0/i;
/** What a task's own sidecar listens on is meant to be local. */
const besideIt = /^OTEL_EXPORTER_OTLP_/;

/** What the tasks that serve were really told: what must be filled is, nothing is local, the database is reached safely. */
export const environment: Part = {
  name: "environment",
  requirements: ["G09", "W03", "P10", "K01"],
  look: async (asking) => {
    const { target } = asking.trial;
    const live = await liveContainers(asking);
    const services = Object.entries(target.config.services);
    const up = `\`./golive up ${target.stack}\` tells the tasks what the stack file says`;
    const unfilled = services.flatMap(([id, { mustFill }]) => {
      const containers = live[id];
      if (containers === undefined) return [`${id} is not deployed`];
      const { env, secrets } = told(containers);
      return mustFill
        .filter((name) => !secrets.includes(name) && (env[name] ?? "").trim() === "")
        .map((name) => `${id} lacks ${name}`);
    });
    const locals = Object.entries(live).flatMap(([id, containers]) =>
      Object.entries(told(containers).env)
        .filter(([name, value]) => local.test(value) && !(besideIt.test(name) && containers.length > 1))
        .map(([name]) => `${name} of ${id}`),
    );
    return [
      condition("variables", unfilled.length === 0, {
        found:
          unfilled.join(", ") ||
          `${services.reduce((sum, [, { mustFill }]) => sum + mustFill.length, 0)} that must be filled are`,
        todo: up,
      }),
      condition("no localhost", locals.length === 0, {
        found:
          locals.length === 0 ? "no task is told to talk to itself" : `${locals.join(", ")}: a local address`,
        todo: `name what is meant in the stack file, then ${up}`,
      }),
      await database(asking, live),
    ];
  },
};

async function database(asking: Asking, live: Awaited<ReturnType<typeof liveContainers>>) {
  const found = await databaseFlaw(asking, live);
  return condition("DATABASE_URL", found.flaw === undefined, {
    found: found.flaw ?? found.says,
    todo: "name the database's own host, with sslmode=require or stricter",
  });
}
