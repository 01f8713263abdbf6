import type { Statement } from "../document.ts";
import { arnOf, type Place } from "../place.ts";

/** The classes of data that each have a key of their own: who may read one cannot thereby read another. */
export const keyClasses = ["data", "secrets", "logs", "alerts"] as const;
export type KeyClass = (typeof keyClasses)[number];

export const keyAlias = (place: Place, keyClass: KeyClass): string => `alias/${place.prefix}-${keyClass}`;

/**
 * Lets a role use a class's key through one AWS service. The key is named by its alias, because a key's ARN is
 * not known before AWS makes it ("kms:ResourceAliases", KMS guide).
 */
export const keyStatement = (
  place: Place,
  keyClass: KeyClass,
  through: "s3" | "secretsmanager",
  actions: readonly ("kms:Decrypt" | "kms:GenerateDataKey")[],
): Statement => ({
  Sid: "Key",
  Effect: "Allow",
  Action: actions,
  Resource: arnOf(place, "kms", "key/*"),
  Condition: {
    "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias(place, keyClass) },
    StringEquals: { "kms:ViaService": `${through}.${place.region}.amazonaws.com` },
  },
});
