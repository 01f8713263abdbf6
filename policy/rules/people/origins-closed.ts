import { taskDefinition } from "../../reading/aws-types.ts";
import { eachContainer, task, taskWith } from "../../reading/containers.ts";
import { isLocal } from "../../reading/endpoints.ts";
import { stackRule } from "../../rule.ts";

const isOrigins = (name: string): boolean => /(?:CORS|ALLOW|TRUSTED).*ORIGINS?$/i.test(name);

/** A list as programs write it: with commas, or as JSON. */
const split = (value: string): readonly string[] =>
  value.split(/[\s,[\]"']+/).filter((origin) => origin !== "");

function wrong(origin: string): string | undefined {
  if (origin.includes("*")) return `lets ${origin} in`;
  if (isLocal(origin)) return `lets the local ${origin} in`;
  return /^https:\/\/[a-z0-9.-]+(?::\d+)?$/i.test(origin)
    ? undefined
    : `has ${origin}, which is no https:// origin`;
}

export const originsClosed = stackRule({
  id: "origins-closed",
  title: "Only our own pages may call the API from a browser",
  requirements: ["C05", "W08", "P06"],
  judges: taskDefinition,
  why: "With a wildcard or a development origin, any page a user visits can use his session.",
  fix: "Set CORS_ORIGINS (or the like) as a plain variable to the deployed frontends' https:// origins, without path or wildcard.",
  findings: (stack) => {
    let stated = false;
    const found = eachContainer(stack, ({ environment = [], secrets = [] }) => [
      ...environment
        .filter(({ name }) => isOrigins(name))
        .flatMap(({ name, value }) => {
          stated = true;
          const origins = split(value ?? "");
          if (origins.length === 0) return [`${name} lists no origin that is known before deploy`];
          return origins.flatMap((origin) => wrong(origin) ?? []).map((says) => `${name} ${says}`);
        }),
      ...secrets
        .filter(({ name }) => isOrigins(name))
        .map(({ name }) => {
          stated = true;
          return `${name} comes from a secret, where nobody can judge it`;
        }),
    ]);
    const known = found.every(({ notProven }) => !notProven) && stack.all(taskDefinition).length > 0;
    return stated || !known
      ? found
      : [{ node: undefined, says: "no container is told which origins it may answer" }];
  },
  examples: {
    pass: [
      taskWith({ CORS_ORIGINS: "https://app.shop.example" }),
      taskWith({ ALLOWED_ORIGINS: '["https://app.shop.example", "https://admin.shop.example:8443"]' }),
      [...taskWith({ CORS_ORIGINS: "https://app.shop.example" }), task({}, "worker-task")],
    ],
    fail: [
      taskWith({ LOG_FORMAT: "json" }),
      taskWith({ CORS_ORIGINS: "" }),
      taskWith({ CORS_ORIGINS: "*" }),
      taskWith({ CORS_ORIGINS: "https://*.shop.example" }),
      taskWith({ CORS_ORIGINS: "https://app.shop.example,http://localhost:5173" }),
      taskWith({ CORS_ORIGINS: "http://app.shop.example" }),
      taskWith({ CORS_ORIGINS: "https://app.shop.example/path" }),
      [task({ secrets: [{ name: "CORS_ORIGINS" }] })],
      [{ type: taskDefinition, name: "api-task" }],
    ],
  },
});
