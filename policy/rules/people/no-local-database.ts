import { taskDefinition } from "../../reading/aws-types.ts";
import { eachVariable, taskWith } from "../../reading/containers.ts";
import { stackRule } from "../../rule.ts";

const settings = /^(?:DATABASE|DB|STORAGE|CACHE|SESSION|QUEUE)_(?:SOURCE|ENGINE|BACKEND|TYPE|DRIVER)$/i;
const local =
  /^(?:sqlite3?|memory|in-?memory|local|locmem|file|files|filesystem|json|csv|mock|fake|dummy)$|sqlite/i;

export const noLocalDatabase = stackRule({
  id: "no-local-database",
  title: "No service keeps its data in a file or in its own memory",
  requirements: ["P06", "G01", "G03"],
  judges: taskDefinition,
  why: "Data inside a task is gone with the task, and each task has other data.",
  fix: "Set the source to postgres, redis or s3, as meant, and remove sqlite addresses.",
  findings: (stack) =>
    eachVariable(stack, (name, value) =>
      (settings.test(name) && local.test(value)) || /^sqlite\w*:/i.test(value) ? [`${name} is ${value}`] : [],
    ),
  examples: {
    pass: [taskWith({ DATABASE_SOURCE: "postgres", QUEUE_BACKEND: "redis" })],
    fail: [
      taskWith({ DATABASE_SOURCE: "sqlite" }),
      taskWith({ DATABASE_SOURCE: "local" }),
      taskWith({ DB_ENGINE: "django.db.backends.sqlite3" }),
      taskWith({ SESSION_BACKEND: "memory" }),
      taskWith({ DATABASE_URL: "sqlite:///app.db" }),
    ],
  },
});
