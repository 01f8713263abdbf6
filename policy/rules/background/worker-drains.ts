import { service } from "../../reading/aws-types.ts";
import { task } from "../../reading/containers.ts";
import { containersOf, workers } from "../../reading/kinds.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Container } from "../../view.ts";

const shell = /(?:^|\/)(?:ba|da|a|z)?sh$/;

function wrong({ stopTimeout, command = [] }: Container): readonly string[] {
  const [first = "", option = "", script = ""] = command;
  const held = shell.test(first) && /^-\w*c$/.test(option) && !/(?:^|[;&|\n]\s*)exec\s/.test(script);
  return [
    ...(typeof stopTimeout === "number" && stopTimeout < 30
      ? [`a task that is stopped has ${stopTimeout} s to finish its job`]
      : []),
    ...(held ? [`${first} does not hand SIGTERM on to what it runs`] : []),
  ];
}

export const workerDrains = stackRule({
  id: "worker-drains",
  title: "A worker that is stopped finishes the job that it is at",
  requirements: ["P09", "P04", "C20"],
  judges: service,
  why: "Each deployment and each scale-in stops tasks in the middle of jobs. What is killed is done twice or never, and a shell keeps the notice to itself.",
  fix: "Set stopTimeout to what the longest job takes, 30 s at least, and begin a command line that a shell runs with exec.",
  findings: (stack) =>
    workers(stack).flatMap((node) =>
      containersOf(stack, node)
        .filter(({ essential }) => essential !== false)
        .flatMap((container) =>
          wrong(container).map((says) => ({ node, says: `container ${container.name}: ${says}` })),
        ),
    ),
  examples: {
    pass: [
      taking({ stopTimeout: 120, command: ["sh", "-c", "exec rq worker mails"] }),
      taking({ stopTimeout: 30, command: ["rq", "worker", "mails"] }),
      taking({ stopTimeout: 2 }, "api"),
    ],
    fail: [
      taking({ stopTimeout: 2 }),
      taking({ stopTimeout: 120, command: ["sh", "-c", "rq worker mails"] }),
      taking({ stopTimeout: 120, command: ["/bin/bash", "-lc", "celery worker"] }),
    ],
  },
});

function taking(container: Container, kind = "worker"): StackExample {
  return [
    task(container, "worker-task"),
    {
      type: service,
      name: "worker",
      props: { tags: { "service-kind": kind } },
      uses: { taskDefinition: ["worker-task"] },
    },
  ];
}
