import { arnOf } from "../../place.ts";
import { grant, numbered, owned, requested, type Scope, type Table, tagged, untied } from "./scope.ts";

/** Keys: made and turned over, never used here and never deleted. */
export function kms(scope: Scope): Table {
  const keys = numbered(scope, "kms", "key/");
  const aliases = numbered(scope, "kms", `alias/${scope.place.prefix}-`);
  return {
    "aws:kms/key:Key": {
      read: [
        grant(
          "kms",
          ["DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags"],
          keys,
          owned(scope),
        ),
      ],
      write: [
        grant("kms", ["CreateKey"], ["*"], requested(scope)),
        // A key gets its tags while it is born: no tag of another's is written over, which would make it ours.
        grant("kms", ["TagResource"], keys, {
          StringEquals: tagged(scope, "aws:RequestTag"),
          Null: { "aws:ResourceTag/product": "true" },
        }),
        grant(
          "kms",
          ["EnableKeyRotation", "PutKeyPolicy", "TagResource", "UntagResource", "UpdateKeyDescription"],
          keys,
          owned(scope),
        ),
      ],
    },
    "aws:kms/alias:Alias": {
      read: [untied(scope, "kms", "ListAliases")],
      write: [
        grant("kms", ["CreateAlias", "UpdateAlias"], aliases),
        grant("kms", ["CreateAlias", "UpdateAlias"], keys, owned(scope)),
      ],
    },
  };
}

/** Entries for secrets, and who rotates them. No value is read or written: functions and people do that. */
export function secretsmanager(scope: Scope): Table {
  const secrets = [arnOf(scope.place, "secretsmanager", `secret:${scope.place.prefix}/*`)];
  const looks = [grant("secretsmanager", ["DescribeSecret", "GetResourcePolicy"], secrets)];
  return {
    "aws:secretsmanager/secret:Secret": {
      read: looks,
      write: [
        grant("secretsmanager", ["CreateSecret", "TagResource", "UntagResource", "UpdateSecret"], secrets),
      ],
    },
    "aws:secretsmanager/secretPolicy:SecretPolicy": {
      read: looks,
      write: [
        grant(
          "secretsmanager",
          ["DeleteResourcePolicy", "PutResourcePolicy", "ValidateResourcePolicy"],
          secrets,
        ),
      ],
    },
    "aws:secretsmanager/secretRotation:SecretRotation": {
      read: looks,
      write: [
        grant("secretsmanager", ["CancelRotateSecret", "RotateSecret"], secrets),
        // Whoever sets a rotation up must be allowed to call its function ("Permissions for rotation").
        grant(
          "lambda",
          ["InvokeFunction"],
          [arnOf(scope.place, "lambda", `function:${scope.place.prefix}-*`)],
        ),
      ],
    },
  };
}
