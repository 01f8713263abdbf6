import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../document.ts";
import { edgeRegion } from "../../frontend/edge-region.ts";
import { arnOf, type Place } from "../../place.ts";
import type { LogTarget } from "../../storage/access-logs.ts";
import { clearedAway, expiry, privateBucket } from "../../storage/private-bucket.ts";

export interface LogBucketArgs {
  readonly days: number;
  readonly keyArn: pulumi.Input<string>;
  readonly accessLogs: LogTarget;
}

/**
 * Where the CDN's firewall writes: a log group would have to stand in us-east-1, and visitors' addresses stay in the
 * stack's region (C18; "Sending web ACL traffic logs to an Amazon S3 bucket", WAF guide).
 */
export function firewallLogBucket(
  name: string,
  place: Place,
  { days, keyArn, accessLogs }: LogBucketArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { bucket, policy } = privateBucket(
    `${name}-logs`,
    {
      place,
      bucketName: `aws-waf-logs-${place.prefix}-${place.account}`,
      dataClass: "personal",
      keyArn,
      lifecycle: [expiry(days), ...clearedAway(1)],
      statements: (arn) => deliveries(place, arn),
      logged: { id: "firewall-logs", target: accessLogs },
    },
    parent,
  );
  return pulumi.all([bucket.arn, policy.bucket]).apply(([made]) => made);
}

/**
 * The service that delivers logs, for this account. Word for word what AWS asks for: where it does not find these, it
 * writes them into the policy itself ("Permissions to publish logs to Amazon S3", WAF guide). The CDN's come from its own region.
 */
function deliveries(place: Place, arn: string): readonly Statement[] {
  const Principal = { Service: "delivery.logs.amazonaws.com" };
  const account = { "aws:SourceAccount": place.account };
  const ArnLike = { "aws:SourceArn": arnOf({ ...place, region: edgeRegion }, "logs", "*") };
  return [
    {
      Sid: "AWSLogDeliveryWrite",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: `${arn}/AWSLogs/${place.account}/*`,
      Condition: { StringEquals: { ...account, "s3:x-amz-acl": "bucket-owner-full-control" }, ArnLike },
    },
    {
      Sid: "AWSLogDeliveryAclCheck",
      Effect: "Allow",
      Principal,
      Action: "s3:GetBucketAcl",
      Resource: arn,
      Condition: { StringEquals: account, ArnLike },
    },
  ];
}
