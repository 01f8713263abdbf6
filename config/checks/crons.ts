import type { Finding } from "../finding.ts";
import { meant } from "../reading/nearest.ts";
import { check } from "./check.ts";
import { fields, meantBy } from "./cron-fields.ts";
import { cronOf, longestPause } from "./cron-pauses.ts";
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

/** A field that AWS refuses would end a deployment half-way. */
export const schedules = check(["crons"], ({ crons }) =>
  Object.entries(crons).flatMap(([id, { schedule }]) =>
    unfit(schedule).map(({ what, allowed }) => ({
      path: ["crons", id, "schedule"],
      found: `"${schedule}", ${what}`,
      allowed,
    })),
  ),
);

function unfit(schedule: string): readonly { readonly what: string; readonly allowed: string }[] {
  const texts = cronOf(schedule);
  if (texts === undefined) return [];
  const strange = fields.flatMap((field, index) =>
    meantBy(texts[index] ?? "", field) === undefined
      ? [{ what: `whose ${field.name} is ${texts[index]}`, allowed: field.takes }]
      : [],
  );
  const [, , date, , weekday] = texts;
  const days =
    (date === "?") === (weekday === "?")
      ? [
          {
            what: `with ${date} as day of the month and ${weekday} as day of the week`,
            allowed: "? for the one that does not count, and only for that",
          },
        ]
      : [];
  if (strange.length + days.length > 0) return [...strange, ...days];
  return longestPause(texts) === Number.POSITIVE_INFINITY
    ? [{ what: "which never comes", allowed: "a day that there is" }]
    : [];
}

/** CloudWatch looks back seven days at most ("PutMetricAlarm"). */
const farthest = 7 * 24;

/** Between two runs that both end well lies the interval: who waits no longer pages each time. */
export const missedLater = check(["crons"], ({ crons }) =>
  Object.entries(crons).flatMap(([id, { schedule, missedAfterHours }]): readonly Finding[] => {
    const interval = intervalOf(schedule);
    if (interval === undefined || !Number.isFinite(interval) || missedAfterHours > interval) return [];
    return interval < farthest
      ? [
          {
            path: ["crons", id, "missedAfterHours"],
            found: String(missedAfterHours),
            allowed: `more than the hours between two runs, ${rounded(interval)}`,
          },
        ]
      : [
          {
            path: ["crons", id, "schedule"],
            found: `"${schedule}", with up to ${rounded(interval)} hours between two runs`,
            allowed: `less than ${farthest}: what does not run for longer, no alarm can tell from what need not run. A job that runs each day may find that there is nothing to do`,
          },
        ];
  }),
);

const hours = { minute: 1 / 60, hour: 1, day: 24 } as const;
const rounded = (interval: number): number => Math.ceil(interval * 100) / 100;

function intervalOf(schedule: string): number | undefined {
  const texts = cronOf(schedule);
  if (texts !== undefined) return longestPause(texts);
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
