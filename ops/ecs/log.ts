import {
  CloudWatchLogsClient,
  type FilteredLogEvent,
  FilterLogEventsCommand,
  GetLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { logGroupOf, logStreamOf } from "../names.ts";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";

/** A container's first line makes its stream: one that ECS could not start has none. */
const noStream = ["ResourceNotFoundException"];

const logsOf = ({ config }: Target) => new CloudWatchLogsClient({ region: config.region, ...bounded(30) });

/** An event is mostly one line; a container that writes several at once is not asked to stop that. */
const linesOf = (events: readonly { readonly message?: string | undefined }[]): readonly string[] =>
  events.flatMap(({ message = "" }) => message.replace(/\r?\n$/, "").split(/\r?\n/));

/** The last lines that one task wrote, oldest first: `id` as in `ops/names.ts`. None where it wrote none. */
export async function lastLines(
  target: Target,
  session: Session,
  id: string,
  taskId: string,
  most: number,
): Promise<readonly string[]> {
  const logs = logsOf(target);
  const where = { logGroupName: logGroupOf(target, id), logStreamName: logStreamOf(id, taskId) };
  let lines: readonly string[] = [];
  let before: string | undefined;
  // An empty page is not the last one; the last one gives back the token that it was asked with ("GetLogEvents").
  for (let page = 0; page < 10 && lines.length < most; page++) {
    const input = { ...where, limit: most, startFromHead: false, ...(before && { nextToken: before }) };
    const read = await session.find(`read ${where.logStreamName}`, "logs:GetLogEvents", noStream, () =>
      logs.send(new GetLogEventsCommand(input)),
    );
    lines = [...linesOf(read?.events ?? []), ...lines];
    if (read === undefined || read.nextBackwardToken === before) break;
    before = read.nextBackwardToken;
  }
  return lines.slice(-most);
}

/** So much of what was read is read again each time: lines are not always there in the order of their times. */
const againMs = 30_000;

/** Follows what one task writes: each `read` answers the lines that were not read yet. */
export class LogFollower {
  readonly #logs: CloudWatchLogsClient;
  readonly #session: Session;
  readonly #where: { readonly logGroupName: string; readonly logStreamNames: string[] };
  #seen = new Map<string, number>();
  #newest = 0;

  constructor(target: Target, session: Session, id: string, taskId: string) {
    this.#logs = logsOf(target);
    this.#session = session;
    this.#where = {
      logGroupName: logGroupOf(target, id),
      logStreamNames: [logStreamOf(id, taskId)],
    };
  }

  /** In the order of their times ("FilterLogEvents"); those that came late stand where they came. */
  async read(): Promise<readonly string[]> {
    const startTime = Math.max(0, this.#newest - againMs);
    const fresh: FilteredLogEvent[] = [];
    let nextToken: string | undefined;
    do {
      const input = { ...this.#where, startTime, ...(nextToken && { nextToken }) };
      const [stream] = this.#where.logStreamNames;
      const page = await this.#session.find(`read ${stream}`, "logs:FilterLogEvents", noStream, () =>
        this.#logs.send(new FilterLogEventsCommand(input)),
      );
      fresh.push(...(page?.events ?? []).filter(({ eventId = "" }) => !this.#seen.has(eventId)));
      nextToken = page?.nextToken;
    } while (nextToken !== undefined);

    for (const { eventId = "", timestamp = 0 } of fresh) {
      this.#seen.set(eventId, timestamp);
      this.#newest = Math.max(this.#newest, timestamp);
    }
    for (const [id, timestamp] of this.#seen) if (timestamp < this.#newest - againMs) this.#seen.delete(id);
    return linesOf(fresh);
  }
}
