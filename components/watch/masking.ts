import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import type { Place } from "../place.ts";

/** A managed data identifier's ARN: AWS's own, in no region and no account ("Types of data that you can protect", CloudWatch Logs guide). */
const identifierArn = ({ partition }: Place, identifier: string): string =>
  `arn:${partition}:dataprotection::aws:data-identifier/${identifier}`;

/**
 * Masks in one log group what nobody needs to read (K22): wherever lines come out, queries and metric filters too, but only
 * lines written from now on ("Help protect sensitive log data with masking", CloudWatch Logs guide). Who may `logs:Unmask`
 * reads them whole; no role of the stack may. Scanning is paid for by the gigabyte.
 */
export function masking(
  name: string,
  place: Place,
  { logGroup, identifiers }: { readonly logGroup: aws.cloudwatch.LogGroup; readonly identifiers: Masked },
  parent: pulumi.Resource,
): readonly aws.cloudwatch.LogDataProtectionPolicy[] {
  if (identifiers.length === 0) return [];
  // CloudWatch Logs refuses a policy whose two lists differ ("PutDataProtectionPolicy").
  const DataIdentifier = identifiers.map((one) => identifierArn(place, one));
  const policy = new aws.cloudwatch.LogDataProtectionPolicy(
    name,
    {
      logGroupName: logGroup.name,
      policyDocument: JSON.stringify({
        Name: "masked",
        Version: "2021-06-01",
        Statement: [
          { Sid: "Find", DataIdentifier, Operation: { Audit: { FindingsDestination: {} } } },
          { Sid: "Mask", DataIdentifier, Operation: { Deidentify: { MaskConfig: {} } } },
        ],
      }),
    },
    { parent },
  );
  return [policy];
}

export type Masked = Config["logs"]["masked"];
