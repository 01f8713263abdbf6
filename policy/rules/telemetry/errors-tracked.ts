import { service } from "../../reading/aws-types.ts";
import { task } from "../../reading/containers.ts";
import { containersOf, kindOf } from "../../reading/kinds.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Container } from "../../view.ts";

/** Where errors are sent to: SENTRY_DSN, ROLLBAR_TOKEN, ERROR_TRACKING_URL; a database has a DSN too. */
const tracker =
  /(?:^|_)(?:SENTRY|GLITCHTIP|BUGSNAG|ROLLBAR|HONEYBADGER|AIRBRAKE|RAYGUN|APPSIGNAL|ERRORS?|TRACKER|TRACKING)(?:_|$)|^DSN$/i;

export const errorsTracked = stackRule({
  id: "errors-tracked",
  title: "Every service has somewhere to report the errors that nobody expected",
  requirements: ["K19", "G06", "C15"],
  judges: service,
  why: "A stack trace in a log is found by who looks for it. A tracker counts it, groups it and says who met it, from the first time on.",
  fix: "Give the service's container the tracker's DSN as a secret, under a name such as SENTRY_DSN. A service with the tag service-kind: isolated may go without.",
  floor: "production",
  findings: (stack) =>
    stack
      .all(service)
      .filter((node) => kindOf(node) !== "isolated")
      .flatMap((node) => {
        const containers = containersOf(stack, node);
        if (containers.length === 0)
          return [{ node, says: "what it runs is not known before deploy", notProven: true as const }];
        return containers.some(({ secrets = [] }) => secrets.some(({ name }) => tracker.test(name)))
          ? []
          : [{ node, says: "none of its secrets is where errors are reported to" }];
      }),
  examples: {
    pass: [
      running({ secrets: [{ name: "SENTRY_DSN" }] }),
      running({ secrets: [{ name: "TOKEN" }, { name: "ROLLBAR_ACCESS_TOKEN" }] }),
      running({}, "isolated"),
    ],
    fail: [
      running({}),
      running({ secrets: [{ name: "DATABASE_DSN" }] }),
      running({ environment: [{ name: "SENTRY_ENVIRONMENT", value: "production" }] }),
      running({}, "worker"),
      [{ type: service, name: "api" }],
    ],
  },
});

function running(container: Container, kind = "api"): StackExample {
  return [
    task(container),
    {
      type: service,
      name: "api",
      props: { tags: { "service-kind": kind } },
      uses: { taskDefinition: ["api-task"] },
    },
  ];
}
