import type { Statement } from "../document.ts";
import { arnOf, type Place } from "../place.ts";

/** The classes of data that each have a key of their own: who may read one cannot thereby read another. */
export const keyClasses = ["data", "secrets", "logs", "alerts"] as const;
export type KeyClass = (typeof keyClasses)[number];

export const keyAlias = (place: Place, keyClass: KeyClass): string => `alias/${place.prefix}-${keyClass}`;

/** What each service tells KMS about the thing that it opens ("Encryption context" in each service's guide). */
const contexts = { s3: "aws:s3:arn", secretsmanager: "SecretARN", sqs: "aws:sqs:arn" } as const;

/**
 * Lets a role use a class's key through one AWS service, and, where `only` names ARNs, for those things alone.
 * The key is named by its alias, because a key's ARN is not known before AWS makes it ("kms:ResourceAliases",
 * KMS guide).
 */
export const keyStatement = (
  place: Place,
  keyClass: KeyClass,
  through: keyof typeof contexts,
  actions: readonly ("kms:Decrypt" | "kms:GenerateDataKey")[],
  only: readonly string[] = [],
): Statement => ({
  Sid: `Key${keyClass.charAt(0).toUpperCase()}${keyClass.slice(1)}`,
  Effect: "Allow",
  Action: actions,
  Resource: arnOf(place, "kms", "key/*"),
  Condition: {
    "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias(place, keyClass) },
    StringEquals: { "kms:ViaService": `${through}.${place.region}.amazonaws.com` },
    ...(only.length > 0 && { StringLike: { [`kms:EncryptionContext:${contexts[through]}`]: only } }),
  },
});
