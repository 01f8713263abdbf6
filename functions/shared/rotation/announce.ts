import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { Stopped } from "../log.ts";
import { type Rotated, rotatedSource, rotatedType } from "./rotated.ts";

/** Tells the restart procedure. PutEvents answers 200 for an event that it did not take, which the SDK does not try again. */
export async function announce(events: EventBridgeClient, secret: string, rotated: Rotated): Promise<void> {
  const answer = await events.send(
    new PutEventsCommand({
      Entries: [
        {
          Source: rotatedSource,
          DetailType: rotatedType,
          Detail: JSON.stringify(rotated),
          Resources: [secret],
        },
      ],
    }),
  );
  if (answer.FailedEntryCount === 0) return;
  throw new Stopped(
    `${rotated.secret} is rotated, but the event was not taken (${answer.Entries?.[0]?.ErrorCode ?? "no reason"}): nothing was restarted`,
  );
}
