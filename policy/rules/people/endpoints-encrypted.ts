import { service, taskDefinition } from "../../reading/aws-types.ts";
import { connectedNames, isInside } from "../../reading/connect.ts";
import { eachContainer, task, taskWith } from "../../reading/containers.ts";
import { inTheClear, isLocal } from "../../reading/endpoints.ts";
import { stackRule } from "../../rule.ts";

const connected = {
  type: service,
  name: "backend",
  props: {
    serviceConnectConfiguration: { services: [{ clientAlias: [{ dnsName: "backend", port: 8000 }] }] },
  },
} as const;

const tlsMode = /SSL_?MODE$|TLS_?MODE$/i;
const weak = /^(?:disabled?|allow|prefer|off|none|false)$/i;

export const endpointsEncrypted = stackRule({
  id: "endpoints-encrypted",
  title: "Every address that a service is given is one that it reaches over TLS",
  requirements: ["P03", "G05"],
  judges: taskDefinition,
  why: "A database that accepts TLS only helps if the client also insists on it; `prefer` gives in to whoever stands between.",
  fix: "Use https, wss, rediss or amqps, and sslmode=verify-full (require at least).",
  findings: (stack) => {
    const inside = connectedNames(stack);
    return eachContainer(stack, ({ environment = [], command = [] }) => [
      ...environment.flatMap(({ name, value = "" }) => {
        const found = isLocal(value) || isInside(value, inside) ? undefined : inTheClear(value);
        if (found !== undefined) return [`${name} has ${found}`];
        return tlsMode.test(name) && weak.test(value) ? [`${name} is ${value}`] : [];
      }),
      ...command.flatMap((word) => inTheClear(word) ?? []).map((found) => `its command has ${found}`),
    ]);
  },
  examples: {
    pass: [
      taskWith({
        API_BASE_URL: "https://api.shop.example",
        DATABASE_SSLMODE: "verify-full",
        REDIS_URL: "rediss://cache.internal:6379",
      }),
      [task({ command: ["sh", "-c", 'exec rq worker jobs --url "$REDIS_URL"'] })],
      [...taskWith({ BACKEND_SERVICE_URL: "http://backend:8000" }), connected],
    ],
    fail: [
      taskWith({ API_BASE_URL: "http://api.shop.example" }),
      [...taskWith({ BACKEND_SERVICE_URL: "http://other:8000" }), connected],
      taskWith({ REDIS_URL: "redis://cache.internal:6379" }),
      taskWith({ DATABASE_OPTIONS: "host=db sslmode=prefer" }),
      taskWith({ DATABASE_SSLMODE: "disable" }),
      taskWith({ PGSSLMODE: "allow" }),
      [task({ command: ["rq", "worker", "--url", "redis://cache.internal:6379"] })],
    ],
  },
});
