import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../place.ts";
import type { LogTarget } from "../../storage/access-logs.ts";
import { clearedAway, expiry, privateBucket } from "../../storage/private-bucket.ts";
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
    this.keyArn = keyArn;

    const { arn, bucket, policy } = privateBucket(
      `${name}-bucket`,
      {
        place,
        bucketName: this.bucketName,
        dataClass: "technical",
        keyArn,
        // The code stays: a probe that is changed may be made again from it.
        lifecycle: [{ ...expiry(keptDays), filter: { prefix: "runs/" } }, ...clearedAway(1)],
        logged: { id: "probes", target: accessLogs },
      },
      this,
    );

    this.arn = arn;
    // Both names are known before either exists, and waiting for both is what counts.
    this.bucket = pulumi.all([bucket.bucket, policy.bucket]).apply(([made]) => made);
    this.registerOutputs({ bucket: this.bucket });
  }
}
