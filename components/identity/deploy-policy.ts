import type { Permission, Statement } from "../document.ts";
import { arnOf } from "../place.ts";
import type { Needs, Scope } from "./actions/scope.ts";
import { table } from "./actions/table.ts";
import { byVerb, statementsOf } from "./compile.ts";
import { providerArn } from "./federation.ts";
import { publishing } from "./publishing.ts";
import { releases } from "./releases.ts";
import { bucketArn, isStateKey, type State, writesState } from "./state.ts";

/** What a deployment may do: make and change what the program declares, and nothing about itself. */
export const deployStatements = (
  scope: Scope,
  state: State,
  needs: readonly Needs[],
  publishes: boolean,
): readonly Permission[] => [
  ...denials(scope, state),
  ...statementsOf([
    ...writesState(scope.place, state),
    ...releases(scope.place),
    ...(publishes ? publishing(scope) : []),
    ...needs.flatMap(({ read, write }) => [...read, ...write]),
  ]),
];

const writing = [
  "Add",
  "Attach",
  "Create",
  "Delete",
  "Detach",
  "Pass",
  "Put",
  "Remove",
  "Set",
  "Tag",
  "Untag",
  "Update",
];

/** What no right above may reach: a change of the pipeline's own limits is deployed by a person. */
function denials({ place, ...scope }: Scope, state: State): readonly Statement[] {
  const iam = (resource: string) => arnOf(place, "iam", resource, "global");
  const own = ["preview", "deploy", "operate"].map((name) => `${place.prefix}-${name}`);
  const changesOf = (service: string) =>
    [
      ...new Set(
        Object.values(table({ place, ...scope }))
          .flatMap(({ write }) => write)
          .flatMap(({ actions }) => actions)
          .filter(
            (action) =>
              action.startsWith(`${service}:`) && !/:(Decrypt|Describe|GenerateDataKey)/.test(action),
          )
          .map(byVerb),
      ),
    ].sort();
  return [
    {
      Sid: "NotItself",
      Effect: "Deny",
      Action: writing.map((verb) => `iam:${verb}*`),
      Resource: [
        ...own.flatMap((name) => [iam(`role/${name}`), iam(`policy/${name}-*`)]),
        providerArn(place),
        ...(place.permissionsBoundary ? [place.permissionsBoundary] : []),
      ],
    },
    { Sid: "NoBoundaryLifted", Effect: "Deny", Action: "iam:DeleteRolePermissionsBoundary", Resource: "*" },
    { Sid: "NoOtherRole", Effect: "Deny", Action: "sts:AssumeRole", Resource: "*" },
    {
      Sid: "NoValues",
      Effect: "Deny",
      Action: ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"],
      Resource: "*",
    },
    { Sid: "NotTheStatesBucket", Effect: "Deny", Action: changesOf("s3"), Resource: bucketArn(place, state) },
    {
      Sid: "NotTheStatesKey",
      Effect: "Deny",
      Action: changesOf("kms"),
      Resource: arnOf(place, "kms", "key/*"),
      Condition: isStateKey(state),
    },
    {
      Sid: "NotTheStatesAlias",
      Effect: "Deny",
      Action: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      Resource: arnOf(place, "kms", state.keyAlias),
    },
  ];
}
