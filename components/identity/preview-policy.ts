import type { Permission, Statement } from "../document.ts";
import { probeCode } from "./actions/s3.ts";
import type { Needs, Scope } from "./actions/scope.ts";
import { type AllBut, changes, lockChanges } from "./changes.ts";
import { statementsOf } from "./compile.ts";
import { bucketArn, readsState, type State } from "./state.ts";

/** What a pull request may do: look at what the program declares, and change nothing, whatever else is attached. */
export const previewStatements = (
  scope: Scope,
  state: State,
  needs: readonly Needs[],
): readonly Permission[] => [
  ...denials(scope, state),
  ...statementsOf([...readsState(scope.place, state), ...needs.flatMap(({ read }) => read)]),
];

function denials(scope: Scope, state: State): readonly Statement[] {
  const own = `${bucketArn(scope.place, state)}/*`;
  const reading: AllBut = {
    Sid: "NoFiles",
    Effect: "Deny",
    Action: ["s3:GetObject", "s3:GetObjectVersion"],
    NotResource: [own, probeCode(scope)],
  };
  const writing: AllBut = {
    Sid: "NoFileChanges",
    Effect: "Deny",
    Action: lockChanges,
    NotResource: [own],
  };
  return [
    {
      Sid: "NoValues",
      Effect: "Deny",
      Action: ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"],
      Resource: "*",
    },
    reading,
    writing,
    { Sid: "NoOtherRole", Effect: "Deny", Action: "sts:AssumeRole", Resource: "*" },
    { Sid: "NoChange", Effect: "Deny", Action: changes(scope), Resource: "*" },
  ];
}
