import type { Cron } from "./crons.ts";
import { type Event, lets, type Pattern } from "./events.ts";

/** How a run can end, as ECS tells it ("Amazon ECS task state change events"). */
const ends = {
  well: { stopCode: "EssentialContainerExited", containers: { exitCode: 0 } },
  "with an error": { stopCode: "EssentialContainerExited", containers: { exitCode: 1 } },
  "before it started": { stopCode: "TaskFailedToStart", containers: { exitCode: null } },
} as const satisfies Readonly<Record<string, Event>>;
export type End = keyof typeof ends;

export const bad: readonly End[] = ["with an error", "before it started"];

/** Whether a pattern lets the event of such an end of a cron's run through. */
export const hearsEnd =
  ({ family }: Pick<Cron, "family">, end: End) =>
  (pattern: Pattern): boolean => {
    const { detail = {}, ...rest } = pattern;
    const { taskDefinitionArn, ...narrowed } = Object(detail);
    return (
      isOfFamily(taskDefinitionArn, family) &&
      lets(
        { ...rest, detail: narrowed },
        {
          source: "aws.ecs",
          "detail-type": "ECS Task State Change",
          detail: { lastStatus: "STOPPED", group: family && `family:${family}`, ...ends[end] },
        },
      )
    );
  };

/** The ARN of a definition is not known before it is made; its family is, and the pattern's own text. */
function isOfFamily(filter: unknown, family: string | undefined): boolean {
  if (filter === undefined || family === undefined) return filter === undefined;
  return (
    Array.isArray(filter) &&
    filter.some((entry) => {
      const prefix: unknown = Object(entry).prefix;
      const [, named] = String(prefix ?? entry).split(":task-definition/");
      if (named?.startsWith(`${family}:`)) return true;
      return typeof prefix === "string" && `${family}:`.startsWith(named ?? "");
    })
  );
}
