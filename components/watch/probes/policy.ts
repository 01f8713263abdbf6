import { document } from "../../document.ts";
import { arnOf, type Place } from "../../place.ts";
import { keyStatement } from "../../secrets/key-class.ts";
import { readsSecrets } from "../../secrets/rotation-policy.ts";

export interface ProbePolicyArgs {
  readonly storeArn: string;
  /** Where in the store it leaves what it found. */
  readonly runs: string;
  /** Ids of the secrets that it asks with. */
  readonly secrets: readonly string[];
}

/** The function behind a canary bears the first 21 characters of its name, which the stack's prefix may fill ("DeleteCanary"). */
const functionsOf = ({ prefix }: Place): string => `cwsyn-${prefix.slice(0, 21)}`;

/** "Required roles and permissions for canaries": nothing of it is wider there than here, but that a canary makes its own log group. */
export const probePolicy = (place: Place, { storeArn, runs, secrets }: ProbePolicyArgs): string =>
  document(
    {
      Sid: "LeaveWhatItFound",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:GetObject"],
      Resource: `${storeArn}/${runs}/*`,
    },
    { Sid: "FindTheStore", Effect: "Allow", Action: "s3:GetBucketLocation", Resource: storeArn },
    { Sid: "FindBuckets", Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" },
    keyStatement(place, "data", "s3", ["kms:Decrypt", "kms:GenerateDataKey"], [storeArn, `${storeArn}/*`]),
    {
      Sid: "Count",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
    },
    {
      Sid: "WriteLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: arnOf(place, "logs", `log-group:/aws/lambda/${functionsOf(place)}*:log-stream:*`),
    },
    ...(secrets.length === 0 ? [] : readsSecrets(place, secrets)),
  );
