import {
  type AlarmType,
  CloudWatchClient,
  type CompositeAlarm,
  type DescribeAlarmsCommandInput,
  ListTagsForResourceCommand,
  type MetricAlarm,
  paginateDescribeAlarms,
} from "@aws-sdk/client-cloudwatch";
import { cdnRegion, farAlarmsOf } from "../names.ts";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";

export type Described = MetricAlarm | CompositeAlarm;

const kinds: AlarmType[] = ["MetricAlarm", "CompositeAlarm"];
const clientIn = (region: string) => new CloudWatchClient({ region, ...bounded(30) });

/** All alarms whose names begin as the stack's do. */
export const homeAlarms = (target: Target, session: Session): Promise<readonly Described[]> =>
  describedAlarms(clientIn(target.config.region), session, "cloudwatch:DescribeAlarms on *", {
    AlarmNamePrefix: `${target.prefix}-`,
    AlarmTypes: kinds,
  });

/** Those that stand where CloudFront keeps its numbers; by name, as a deployment may see no others there. */
export async function farAlarms(target: Target, session: Session): Promise<readonly Described[]> {
  const AlarmNames = [...farAlarmsOf(target)];
  if (AlarmNames.length === 0) return [];
  return describedAlarms(clientIn(cdnRegion), session, `cloudwatch:DescribeAlarms in ${cdnRegion}`, {
    AlarmNames,
  });
}

/** As many as there are, whatever AWS puts into one answer. */
export const describedAlarms = (
  client: CloudWatchClient,
  session: Session,
  permission: string,
  input: DescribeAlarmsCommandInput,
): Promise<readonly Described[]> =>
  session.call("ask for the stack's alarms", permission, async () => {
    const found: Described[] = [];
    const pages = paginateDescribeAlarms({ client, pageSize: 100 }, { ...input });
    for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages)
      found.push(...MetricAlarms, ...CompositeAlarms);
    return found;
  });

/** The last day of the breaker for which a muted alarm says nothing; undefined where none says so, or it is past. */
export async function silencedUntil(
  target: Target,
  session: Session,
  { AlarmArn, ActionsEnabled }: Described,
  now: Date,
): Promise<string | undefined> {
  if (ActionsEnabled !== false || AlarmArn === undefined) return undefined;
  const { Tags = [] } = await session.call(
    "ask why an alarm is muted",
    `cloudwatch:ListTagsForResource on ${AlarmArn}`,
    () => clientIn(target.config.region).send(new ListTagsForResourceCommand({ ResourceARN: AlarmArn })),
  );
  const tag = (key: string) => Tags.find(({ Key }) => Key === key)?.Value;
  const until = tag("breaker-until");
  const holds = until !== undefined && until >= now.toISOString().slice(0, 10);
  return tag("breaker") === "pause" && holds ? until : undefined;
}
