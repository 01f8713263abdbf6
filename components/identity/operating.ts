import { edgeRegion } from "../frontend/edge-region.ts";
import { secretArn, secretName } from "../names.ts";
import { arnOf, type Place } from "../place.ts";
import { type KeyClass, keyAlias } from "../secrets/key-class.ts";
import { type Grant, grant, type Scope, untied } from "./actions/scope.ts";
import { tried } from "./releases.ts";
import { restoring } from "./restoring.ts";

/** What of a stack is operated, beside what every stack has. */
export interface Operated {
  /** The secrets that trials send as tokens. */
  readonly tokens: readonly string[];
  /** Whether there is a frontend whose files say which release of it serves. */
  readonly publishes: boolean;
}

/**
 * What CI does where nobody is asked: it looks, tries, restores a backup beside the database, and writes down what came of
 * it (`./golive ops preflight`, `smoke`, `load`, `watch`, `canary watch`, `restore-drill`, `drumbeat`, `tag`, `incident`).
 */
export const operating = (scope: Scope, { tokens, publishes }: Operated): readonly Grant[] => [
  ...looks(scope),
  ...numbers(scope),
  ...writesDown(scope.place),
  ...restoring(scope),
  ...asks(scope.place),
  ...(publishes ? pages(scope.place) : []),
  ...(tokens.length > 0 ? sends(scope.place, tokens) : []),
];

/** What serves, what it writes, and the images that it is made of, which may be in another account's registry. */
function looks(scope: Scope): readonly Grant[] {
  const { place } = scope;
  const services = arnOf(place, "ecs", `service/${place.prefix}/*`);
  return [
    grant("ecs", ["DescribeServices", "ListServiceDeployments"], [services]),
    grant(
      "ecs",
      ["DescribeServiceDeployments"],
      [services, arnOf(place, "ecs", `service-deployment/${place.prefix}/*`)],
    ),
    grant(
      "ecs",
      ["DescribeServiceRevisions"],
      [services, arnOf(place, "ecs", `service-revision/${place.prefix}/*`)],
    ),
    untied(scope, "ecs", "DescribeTaskDefinition"),
    grant("logs", ["FilterLogEvents"], [arnOf(place, "logs", `log-group:/${place.prefix}/*`)]),
    grant(
      "ecr",
      ["DescribeImageScanFindings", "DescribeImages"],
      [`arn:${place.partition}:ecr:*:*:repository/*`],
    ),
    untied(scope, "rds", "DescribeDBInstances"),
    untied(scope, "servicequotas", "GetAWSDefaultServiceQuota", "GetServiceQuota"),
  ];
}

function numbers(scope: Scope): readonly Grant[] {
  const alarms = (place: Place) => [arnOf(place, "cloudwatch", `alarm:${place.prefix}-*`)];
  return [
    untied(scope, "cloudwatch", "DescribeAlarms", "GetMetricData", "GetMetricStatistics"),
    grant("cloudwatch", ["ListTagsForResource"], alarms(scope.place)),
    // The CDN's numbers, and the alarms on them, are there.
    grant("cloudwatch", ["DescribeAlarms"], alarms({ ...scope.place, region: edgeRegion })),
  ];
}

/** Records are added; the bucket lets nobody write over one, or take one away. */
function writesDown(place: Place): readonly Grant[] {
  const bucket = evidenceArn(place);
  return [
    grant("s3", ["ListBucket"], [bucket]),
    grant(
      "s3",
      ["GetObject"],
      [...tried, "release", "restore"].map((kind) => `${bucket}/${kind}/*`),
    ),
    grant(
      "s3",
      ["PutObject"],
      tried.map((kind) => `${bucket}/${kind}/*`),
    ),
    grant("kms", ["Decrypt", "GenerateDataKey"], keys(place), {
      ...through(place, "data", "s3"),
      StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/*`] },
    }),
  ];
}

/** Functions that look where nobody else may, and the people who are told of a ticket. */
function asks(place: Place): readonly Grant[] {
  const functions = ["restore-check", "secrets-check"].map((name) =>
    arnOf(place, "lambda", `function:${place.prefix}-${name}`),
  );
  return [
    grant("lambda", ["InvokeFunction"], functions),
    grant("sns", ["ListSubscriptionsByTopic", "Publish"], [arnOf(place, "sns", `${place.prefix}-tickets`)]),
    grant("kms", ["Decrypt", "GenerateDataKey"], keys(place), through(place, "alerts", "sns")),
  ];
}

function pages(place: Place): readonly Grant[] {
  const site = arnOf(place, "s3", `${place.prefix}-site-${place.account}`, "nowhere");
  return [grant("s3", ["ListBucket"], [site]), grant("s3", ["GetObject"], [frontPage(place)])];
}

function sends(place: Place, tokens: readonly string[]): readonly Grant[] {
  const on = tokenArns(place, tokens);
  return [
    grant("secretsmanager", ["GetSecretValue"], on),
    grant("kms", ["Decrypt"], keys(place), {
      ...through(place, "secrets", "secretsmanager"),
      StringLike: { "kms:EncryptionContext:SecretARN": on },
    }),
  ];
}

export const evidenceArn = (place: Place): string =>
  arnOf(place, "s3", `${place.prefix}-evidence-${place.account}`, "nowhere");
export const frontPage = (place: Place): string =>
  arnOf(place, "s3", `${place.prefix}-site-${place.account}/index.html`, "nowhere");
export const tokenArns = (place: Place, tokens: readonly string[]): readonly string[] =>
  tokens.map((id) => secretArn(place, secretName(place, id)));

const keys = (place: Place): readonly string[] => [arnOf(place, "kms", "key/*")];
const through = (place: Place, keyClass: KeyClass, service: string) => ({
  "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias(place, keyClass) },
  StringEquals: { "kms:ViaService": `${service}.${place.region}.amazonaws.com` },
});
