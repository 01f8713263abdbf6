import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BucketSettings } from "../../config/schema.ts";
import { document } from "../document.ts";
import type { Place } from "../place.ts";
import { keyStatement } from "../secrets/key-class.ts";
import type { LogTarget } from "./access-logs.ts";
import { clearedAway, expiry, privateBucket } from "./private-bucket.ts";

export interface BucketArgs {
  readonly place: Place;
  readonly id: string;
  readonly settings: BucketSettings;
  readonly keyArn: pulumi.Input<string>;
  readonly accessLogs: LogTarget;
}

/** One store of files that no role can read or write until `allow` names it. */
export class Bucket extends pulumi.ComponentResource {
  readonly arn: string;
  /** Known before it exists, unlike `bucket`, which waits for it. */
  readonly bucketName: string;
  readonly bucket: pulumi.Output<string>;
  readonly #name: string;
  readonly #place: Place;

  constructor(name: string, args: BucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:storage:Bucket", name, {}, opts);
    const { place, id, settings, keyArn, accessLogs } = args;
    this.#name = name;
    this.#place = place;
    this.bucketName = `${place.prefix}-${id}-${place.account}`;

    const { arn, bucket } = privateBucket(
      `${name}-bucket`,
      {
        place,
        bucketName: this.bucketName,
        dataClass: settings.dataClass,
        keyArn,
        lifecycle: [
          ...(settings.retentionDays === null ? [] : [expiry(settings.retentionDays)]),
          ...clearedAway(settings.oldVersionDays),
        ],
        logged: { id, target: accessLogs },
      },
      this,
    );

    this.arn = arn;
    this.bucket = bucket.bucket;
    this.registerOutputs({ arn: this.arn, bucket: this.bucket });
  }

  /** Lets one role read, write and delete files here; what it deletes can be brought back as long as old versions are kept. */
  allow(client: string, role: aws.iam.Role): void {
    new aws.iam.RolePolicy(
      `${this.#name}-for-${client}`,
      {
        role: role.name,
        name: this.#name,
        policy: document(
          { Sid: "Find", Effect: "Allow", Action: "s3:ListBucket", Resource: this.arn },
          {
            Sid: "Files",
            Effect: "Allow",
            Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
            Resource: `${this.arn}/*`,
          },
          keyStatement(this.#place, "data", "s3", ["kms:Decrypt", "kms:GenerateDataKey"]),
        ),
      },
      { parent: this },
    );
  }
}
