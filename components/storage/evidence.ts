import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { keyStatement } from "../secrets/key-class.ts";
import type { LogTarget } from "./access-logs.ts";
import { clearedAway, expiry, privateBucket } from "./private-bucket.ts";

export interface EvidenceArgs {
  readonly place: Place;
  readonly keyArn: pulumi.Input<string>;
  readonly accessLogs: LogTarget;
}

/** The first word of a record's key. */
type Kind = "restore" | "migration" | "migration-failed";

/** More than a year: an audit asks for the year before. */
const keptDays = 400;
const nameOf = (place: Place): string => `${place.prefix}-evidence-${place.account}`;
const arnAt = (place: Place): string => arnOf(place, "s3", nameOf(place), "nowhere");

/**
 * Records of what was tried and what came of it, such as restores (K21). Nobody changes or deletes one within its
 * time, not even who may write: a proof that its maker can rewrite proves nothing.
 */
export class Evidence extends pulumi.ComponentResource {
  readonly arn: string;
  /** Known before it exists, unlike `bucket`, which waits for it. */
  readonly bucketName: string;
  readonly bucket: pulumi.Output<string>;

  constructor(name: string, args: EvidenceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:storage:Evidence", name, {}, opts);
    const { place, keyArn, accessLogs } = args;
    this.bucketName = nameOf(place);

    const { arn, bucket, versioning } = privateBucket(
      `${name}-bucket`,
      {
        place,
        bucketName: this.bucketName,
        dataClass: "technical",
        keyArn,
        lifecycle: [expiry(keptDays), ...clearedAway(1)],
        logged: { id: "evidence", target: accessLogs },
        statements: keptAsWritten,
      },
      this,
    );
    new aws.s3.BucketObjectLockConfiguration(
      `${name}-bucket-lock`,
      { bucket: bucket.bucket, rule: { defaultRetention: { mode: "GOVERNANCE", days: keptDays } } },
      { parent: this, dependsOn: [versioning] },
    );

    this.arn = arn;
    this.bucket = bucket.bucket;
    this.registerOutputs({ arn: this.arn, bucket: this.bucket });
  }
}

/** Nobody goes round the lock, an administrator neither: who wants to must change this first, and that is seen (K25). */
const keptAsWritten = (arn: string): readonly Statement[] => [
  {
    Sid: "NothingTakenAway",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
    Resource: `${arn}/*`,
  },
  {
    // A lock keeps the version that was there; this keeps the name ("Enforce conditional writes", S3 guide).
    Sid: "NothingWrittenOver",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: ["attachments", "trials"].map((kind) => `${arn}/${kind}/*`),
    Condition: { Null: { "s3:if-none-match": "true" } },
  },
];

/** What a function may do that leaves records of one kind: add them. It can neither read nor delete any. */
export const writesEvidence = (place: Place, ...kinds: readonly Kind[]): readonly Statement[] => [
  {
    Sid: "LeaveEvidence",
    Effect: "Allow",
    Action: "s3:PutObject",
    Resource: kinds.map((kind) => `${arnAt(place)}/${kind}/*`),
  },
  keyStatement(place, "data", "s3", ["kms:GenerateDataKey"]),
];

/** What a function may do that goes by earlier records of one kind: find and read them. */
export const readsEvidence = (place: Place, kind: Kind): readonly Statement[] => [
  {
    Sid: "FindEvidence",
    Effect: "Allow",
    Action: "s3:ListBucket",
    Resource: arnAt(place),
    Condition: { StringLike: { "s3:prefix": `${kind}/*` } },
  },
  { Sid: "ReadEvidence", Effect: "Allow", Action: "s3:GetObject", Resource: `${arnAt(place)}/${kind}/*` },
  { ...keyStatement(place, "data", "s3", ["kms:Decrypt"]), Sid: "OpenEvidence" },
];
