import type { Statement } from "../document.ts";
import { secretArn, secretName } from "../names.ts";
import { arnOf, type Place } from "../place.ts";
import { keyStatement } from "./key-class.ts";

/** The source of the event that tells of a rotation (`functions/shared/rotation/rotated.ts`). */
export const rotationSource = "golive.rotation";

/** What policies call the secrets of these ids. */
const secretArns = (place: Place, ids: readonly string[]): readonly string[] =>
  [...ids].sort().map((id) => secretArn(place, secretName(place, id)));

/** What a function may do that asks which version of a secret is current, and never for its value. */
export const describesSecrets = (place: Place, ids: readonly string[]): Statement => ({
  Sid: "DescribeSecrets",
  Effect: "Allow",
  Action: "secretsmanager:DescribeSecret",
  Resource: secretArns(place, ids),
});

/** What a function may do that reads secrets. */
export const readsSecrets = (place: Place, names: readonly string[]): readonly Statement[] => [
  {
    Sid: "ReadSecrets",
    Effect: "Allow",
    Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
    Resource: secretArns(place, names),
  },
  keyStatement(place, "secrets", "secretsmanager", ["kms:Decrypt"], secretArns(place, names)),
];

/** What a function may do that makes new values ("Permissions for rotation", Secrets Manager guide), and tells that it did. */
export const rotatesSecrets = (place: Place, names: readonly string[]): readonly Statement[] => [
  {
    Sid: "RotateSecrets",
    Effect: "Allow",
    Action: [
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
      "secretsmanager:UpdateSecretVersionStage",
    ],
    Resource: secretArns(place, names),
  },
  keyStatement(
    place,
    "secrets",
    "secretsmanager",
    ["kms:Decrypt", "kms:GenerateDataKey"],
    secretArns(place, names),
  ),
  {
    Sid: "TellOfIt",
    Effect: "Allow",
    Action: "events:PutEvents",
    Resource: arnOf(place, "events", "event-bus/default"),
    Condition: { StringEquals: { "events:source": rotationSource } },
  },
];
