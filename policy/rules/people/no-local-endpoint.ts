import { taskDefinition } from "../../reading/aws-types.ts";
import { collectorsOf, staysInTask } from "../../reading/collectors.ts";
import { eachContainer, task, taskWith } from "../../reading/containers.ts";
import { isLocal } from "../../reading/endpoints.ts";
import { type StackExample, stackRule } from "../../rule.ts";

/** To listen on every interface is not to call this machine. */
const listens = (name: string, value: string): boolean =>
  /(?:^|_)(?:HOST|HOSTNAME|BIND|LISTEN|ADDR|ADDRESS)$/i.test(name) &&
  /^(?:0\.0\.0\.0|\[::\])(?::\d+)?$/.test(value);
const listensToo = /(?:--?(?:host|bind|b|H|listen|address)[= ]|\brunserver )(?:0\.0\.0\.0|\[::\])(?::\d+)?/g;

export const noLocalEndpoint = stackRule({
  id: "no-local-endpoint",
  title: "No service is told to talk to localhost",
  requirements: ["P10", "P19", "G08"],
  judges: taskDefinition,
  why: "It works on the machine where it was written, and in production calls a task that is alone.",
  fix: "Replace the localhost address by the name of what is meant.",
  findings: (stack) =>
    eachContainer(stack, ({ environment = [], command = [] }, definition) => {
      const collected = collectorsOf(stack, definition).length > 0;
      return [
        ...environment.flatMap(({ name, value = "" }) =>
          isLocal(value) && !listens(name, value) && !(collected && staysInTask(name, value))
            ? [`${name} is ${value}`]
            : [],
        ),
        ...(isLocal(command.join(" ").replaceAll(listensToo, ""))
          ? ["its command names a local address"]
          : []),
      ];
    }),
  examples: {
    pass: [
      taskWith({
        API_BASE_URL: "https://api.shop.example",
        HOST: "0.0.0.0",
        HOSTNAME: "0.0.0.0",
        BIND: "0.0.0.0:8000",
      }),
      [task({ command: ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"] })],
      beside("aws-otel-collector", "http://localhost:4318"),
    ],
    fail: [
      taskWith({ API_BASE_URL: "http://localhost:8000" }),
      taskWith({ REDIS_HOST: "127.0.0.1" }),
      taskWith({ API_BASE_URL: "http://0.0.0.0:8000" }),
      taskWith({ DATABASE_URL: "postgresql://app@localhost/app" }),
      taskWith({ API_BASE_URL: "http://host.docker.internal:8000" }),
      taskWith({ API_BASE_URL: "http://[::1]:8000" }),
      [task({ command: ["rq", "worker", "--url", "redis://localhost:6379"] })],
      taskWith({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318" }),
      beside("nginx", "http://localhost:4318"),
      beside("aws-otel-collector", "http://host.docker.internal:4318"),
    ],
  },
});

/** A task with a second container. */
function beside(image: string, endpoint: string): StackExample {
  const api = { name: "api", environment: [{ name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: endpoint }] };
  const props = { containerDefinitions: JSON.stringify([api, { name: "other", image }]) };
  return [{ type: taskDefinition, name: "api-task", props }];
}
