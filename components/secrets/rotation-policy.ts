import type { Statement } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { keyStatement } from "./key-class.ts";

/** Secrets Manager ends every ARN with six characters of its own. */
export const secretArns = (place: Place, names: readonly string[]): readonly string[] =>
  [...names].sort().map((name) => arnOf(place, "secretsmanager", `secret:${place.prefix}/${name}-??????`));

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
    Condition: { StringEquals: { "events:source": "golive.rotation" } },
  },
];
