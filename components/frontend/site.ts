import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import type { LogTarget } from "../storage/access-logs.ts";
import { clearedAway, privateBucket } from "../storage/private-bucket.ts";

export interface SiteArgs {
  readonly place: Place;
  readonly accessLogs: LogTarget;
}

/** How long a file that was replaced or taken away can be brought back by hand. */
const oldVersionDays = 30;

/**
 * The files of the frontend: what `ops frontend publish` sent here and nobody but the CDN fetches. Nothing in it ends by
 * itself: what a kept release needs stays, and the command takes away the rest (P01, P17). Under S3's own key: it is
 * published to everybody, and for one of ours the CDN would be let in to the key of all data.
 */
export class Site extends pulumi.ComponentResource {
  readonly bucket: pulumi.Output<string>;
  readonly domainName: pulumi.Output<string>;

  constructor(name: string, { place, accessLogs }: SiteArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:frontend:Site", name, {}, opts);
    const { bucket } = privateBucket(
      `${name}-bucket`,
      {
        place,
        bucketName: `${place.prefix}-site-${place.account}`,
        dataClass: "technical",
        lifecycle: clearedAway(oldVersionDays),
        statements: (arn) => cdnReads(place, arn),
        logged: { id: "site", target: accessLogs },
      },
      this,
    );

    this.bucket = bucket.bucket;
    this.domainName = bucket.bucketRegionalDomainName;
    this.registerOutputs({ bucket: this.bucket, domainName: this.domainName });
  }
}

/**
 * The account's own distributions: AWS makes their ids, and a policy with an id in it could not be judged before the first
 * deployment. Finding is allowed beside reading, because S3 answers 403 for what is missing to whoever may not look.
 */
function cdnReads(place: Place, arn: string): readonly Statement[] {
  const cdn = {
    Principal: { Service: "cloudfront.amazonaws.com" },
    Condition: {
      StringEquals: { "aws:SourceAccount": place.account },
      ArnLike: { "aws:SourceArn": arnOf(place, "cloudfront", "distribution/*", "global") },
    },
  };
  return [
    { Sid: "CdnReads", Effect: "Allow", ...cdn, Action: "s3:GetObject", Resource: `${arn}/*` },
    { Sid: "CdnTellsWhatIsMissing", Effect: "Allow", ...cdn, Action: "s3:ListBucket", Resource: arn },
    {
      // Who published what and when is nobody's but ours.
      Sid: "ReleasesStayInside",
      Effect: "Deny",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Resource: `${arn}/releases/*`,
    },
  ];
}
