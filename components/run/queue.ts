import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { document, type Statement } from "../document.ts";
import { arnOf, type Place } from "../place.ts";

export interface QueueArgs {
  /** Its name in AWS, known before it exists. */
  readonly name: string;
  readonly keyArn: pulumi.Input<string>;
  /** For so long it keeps what nobody takes. */
  readonly keepSeconds: number;
  /** Who may send, and who may not. */
  readonly sending: Statement;
}

export const queueArn = (place: Place, queueName: string): string => arnOf(place, "sqs", queueName);

/** A queue under a key of ours that takes nothing in the clear. Its policy is made with it, so it is never without one. */
export const queue = (name: string, place: Place, args: QueueArgs, parent: pulumi.Resource): aws.sqs.Queue =>
  new aws.sqs.Queue(
    name,
    {
      name: args.name,
      kmsMasterKeyId: args.keyArn,
      messageRetentionSeconds: args.keepSeconds,
      policy: document(
        {
          Sid: "NotInTheClear",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: queueArn(place, args.name),
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        args.sending,
      ),
    },
    { parent },
  );
