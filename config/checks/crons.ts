import type { Finding } from "../finding.ts";
import { meant } from "../reading/nearest.ts";
import { check } from "./check.ts";
import { missing } from "./references.ts";

/** A cron job runs with an existing service's image, and its name is its own. */
export const cronReferences = check(["services", "tasks", "crons"], ({ services, tasks, crons }) =>
  Object.entries(crons).flatMap(([id, { service }]): readonly Finding[] => [
    ...missing(["crons", id, "service"], "service", service, services),
    ...Object.entries({ service: services, task: tasks })
      .filter(([, names]) => Object.hasOwn(names, id))
      .map(([what]) => ({
        path: ["crons", id],
        found: `the name of a ${what}, "${id}"`,
        allowed: "a name of its own",
      })),
  ]),
);

const hours = { minute: 1 / 60, hour: 1, day: 24 } as const;

/** Between two runs that both end well lies the interval: who waits no longer pages each time. */
export const missedLater = check(["crons"], ({ crons }) =>
  Object.entries(crons).flatMap(([id, { schedule, missedAfterHours }]) => {
    const interval = intervalOf(schedule);
    return interval === undefined || missedAfterHours > interval
      ? []
      : [
          {
            path: ["crons", id, "missedAfterHours"],
            found: String(missedAfterHours),
            allowed: `more than the hours between two runs, ${interval}`,
          },
        ];
  }),
);

function intervalOf(schedule: string): number | undefined {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  return count !== undefined && (unit === "minute" || unit === "hour" || unit === "day")
    ? Number(count) * hours[unit]
    : undefined;
}

/** A clock that exists: EventBridge Scheduler takes the names of the IANA database. */
export const timezones = check(["crons"], ({ crons }) =>
  Object.entries(crons).flatMap(([id, { timezone }]) =>
    isTimezone(timezone)
      ? []
      : [
          {
            path: ["crons", id, "timezone"],
            found: `"${timezone}", which does not exist`,
            allowed: "a time zone of the IANA database, such as Europe/Berlin",
            ...meant(timezone, Intl.supportedValuesOf("timeZone")),
          },
        ],
  ),
);

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
