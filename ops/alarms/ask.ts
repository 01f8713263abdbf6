import {
  type AlarmType,
  CloudWatchClient,
  type CompositeAlarm,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  ListTagsForResourceCommand,
  type MetricAlarm,
} from "@aws-sdk/client-cloudwatch";
import { cdnRegion, farAlarmsOf } from "../names.ts";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";

export type Described = MetricAlarm | CompositeAlarm;

const kinds: AlarmType[] = ["MetricAlarm", "CompositeAlarm"];
const clientIn = (region: string) => new CloudWatchClient({ region, ...bounded(30) });

/** All alarms whose names begin as the stack's do. */
export const homeAlarms = (target: Target, session: Session): Promise<readonly Described[]> =>
  described(target.config.region, session, "cloudwatch:DescribeAlarms on *", {
    AlarmNamePrefix: `${target.prefix}-`,
    AlarmTypes: kinds,
    MaxRecords: 100,
  });

/** Those that stand where CloudFront keeps its numbers; by name, as a deployment may see no others there. */
export async function farAlarms(target: Target, session: Session): Promise<readonly Described[]> {
  const AlarmNames = [...farAlarmsOf(target)];
  if (AlarmNames.length === 0) return [];
  return described(cdnRegion, session, `cloudwatch:DescribeAlarms in ${cdnRegion}`, { AlarmNames });
}

async function described(
  region: string,
  session: Session,
  permission: string,
  input: DescribeAlarmsCommandInput,
): Promise<readonly Described[]> {
  const client = clientIn(region);
  const found: Described[] = [];
  let NextToken: string | undefined;
  do {
    const page = await session.call(`ask for the stack's alarms in ${region}`, permission, () =>
      client.send(new DescribeAlarmsCommand({ ...input, ...(NextToken && { NextToken }) })),
    );
    found.push(...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}

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
