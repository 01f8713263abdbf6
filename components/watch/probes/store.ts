import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { document } from "../../document.ts";
import { arnOf, type Place } from "../../place.ts";
import type { LogTarget } from "../../storage/access-logs.ts";
import {
  accessLogged,
  clearedAway,
  encryptedTransportOnly,
  expiry,
  privateBucket,
  underKey,
} from "../../storage/private-bucket.ts";
import { keptDays } from "./kept.ts";

export interface ProbeStoreArgs {
  readonly place: Place;
  readonly keyArn: pulumi.Input<string>;
  readonly accessLogs: LogTarget;
}

/** Where probes leave what they found below `runs/`, and where their code is fetched from below `code/`. */
export class ProbeStore extends pulumi.ComponentResource {
  readonly arn: string;
  /** Known before it exists, unlike `bucket`, which waits for it. */
  readonly bucketName: string;
  readonly bucket: pulumi.Output<string>;
  readonly keyArn: pulumi.Input<string>;

  constructor(name: string, args: ProbeStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:watch:ProbeStore", name, {}, opts);
    const { place, keyArn, accessLogs } = args;
    this.bucketName = `${place.prefix}-probes-${place.account}`;
    this.arn = arnOf(place, "s3", this.bucketName, "nowhere");
    this.keyArn = keyArn;

    const { bucket, versioning } = privateBucket(`${name}-bucket`, this.bucketName, "technical", this);
    underKey(`${name}-bucket`, bucket, keyArn, this);
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-bucket-lifecycle`,
      {
        bucket: bucket.bucket,
        // The code stays: a probe that is changed may be made again from it.
        rules: [{ ...expiry(keptDays), filter: { prefix: "runs/" } }, ...clearedAway(1)],
      },
      { parent: this, dependsOn: [versioning] },
    );
    const policy = new aws.s3.BucketPolicy(
      `${name}-bucket-policy`,
      { bucket: bucket.bucket, policy: document(...encryptedTransportOnly(this.arn)) },
      { parent: this },
    );
    accessLogged(`${name}-bucket`, bucket, { id: "probes", target: accessLogs }, this);

    // Both names are known before either exists, and waiting for both is what counts.
    this.bucket = pulumi.all([bucket.bucket, policy.bucket]).apply(([made]) => made);
    this.registerOutputs({ bucket: this.bucket });
  }
}
