import type { Permission } from "../document.ts";
import type { Scope } from "./actions/scope.ts";
import { type AllBut, changes } from "./changes.ts";
import { statementsOf } from "./compile.ts";
import { evidenceArn, frontPage, type Operated, operating, tokenArns } from "./operating.ts";
import { tried } from "./releases.ts";
import { backupRoleArn, drillArn } from "./restoring.ts";

/** What runs unattended may do: look, try and write down; it changes nothing that serves, whatever else is attached. */
export const operateStatements = (scope: Scope, operated: Operated): readonly Permission[] => [
  ...denials(scope, operated),
  ...statementsOf(operating(scope, operated)),
];

/** What a trial does itself, each about one thing alone. */
const own = /^(backup:(Create|Delete|Tag)|iam:Pass|lambda:Invoke)\*$/;

function denials(scope: Scope, { tokens, publishes }: Operated): readonly Permission[] {
  const { place } = scope;
  const evidence = evidenceArn(place);
  const all = "*";
  const values = ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"];
  return [
    tokens.length > 0
      ? but("NoOtherValues", values, tokenArns(place, tokens))
      : { Sid: "NoValues", Effect: "Deny", Action: values, Resource: all },
    but(
      "NoFiles",
      ["s3:GetObject", "s3:GetObjectVersion"],
      [`${evidence}/*`, ...(publishes ? [frontPage(place)] : [])],
    ),
    but(
      "NoFileChanges",
      ["s3:PutObject"],
      tried.map((kind) => `${evidence}/${kind}/*`),
    ),
    { Sid: "NothingTakenAway", Effect: "Deny", Action: takingAway, Resource: all },
    but("NoOtherPlan", ["backup:Create*", "backup:Delete*", "backup:Tag*"], [drillArn(place)]),
    but("NoRoleHandedOn", ["iam:PassRole"], [backupRoleArn(place)]),
    { Sid: "NoOtherRole", Effect: "Deny", Action: "sts:AssumeRole", Resource: all },
    {
      Sid: "NoChange",
      Effect: "Deny",
      Action: changes(scope).filter((action) => !own.test(action)),
      Resource: all,
    },
  ];
}

const takingAway = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
];

const but = (Sid: string, Action: readonly string[], NotResource: readonly string[]): AllBut => ({
  Sid,
  Effect: "Deny",
  Action,
  NotResource,
});
