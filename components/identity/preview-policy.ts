import type { Statement } from "../document.ts";
import type { Scope } from "./actions/scope.ts";
import { needsOf, table } from "./actions/table.ts";
import { statementsOf } from "./compile.ts";
import { bucketArn, readsState, type State } from "./state.ts";

/** A statement about everything but some resources. */
interface AllBut extends Omit<Statement, "Resource"> {
  readonly NotResource: readonly string[];
}

/** What a pull request may do: look at what the program declares, and change nothing, whatever else is attached. */
export const previewStatements = (
  scope: Scope,
  state: State,
  types: readonly string[],
): readonly Statement[] => [
  ...denials(scope, state),
  ...statementsOf([...readsState(scope.place, state), ...needsOf(scope, types).flatMap(({ read }) => read)]),
];

function denials(scope: Scope, state: State): readonly Statement[] {
  const files: AllBut = {
    Sid: "NoFiles",
    Effect: "Deny",
    Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
    NotResource: [`${bucketArn(scope.place, state)}/*`],
  };
  return [
    {
      Sid: "NoValues",
      Effect: "Deny",
      Action: ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"],
      Resource: "*",
    },
    files,
    { Sid: "NoOtherRole", Effect: "Deny", Action: "sts:AssumeRole", Resource: "*" },
    { Sid: "NoChange", Effect: "Deny", Action: changes(scope), Resource: "*" },
  ];
}

const looking = /:(Batch|Decrypt|Describe|GenerateDataKey|Get|List|Validate)/;

/**
 * Every kind of change that the table knows, by its verb: `ecs:Create*` stands for all that ECS creates. S3's are
 * named one by one, for the state's lock is an object that a preview puts and deletes.
 */
function changes(scope: Scope): readonly string[] {
  const all = Object.values(table(scope))
    .flatMap(({ write }) => write)
    .flatMap(({ actions }) => actions)
    .filter((action) => !looking.test(action))
    .map((action) => (action.startsWith("s3:") ? action : action.replace(/^([^:]+:[A-Z][a-z]+).*$/, "$1*")));
  return [...new Set([...all, "ecs:Run*", "ecs:Stop*"])].sort();
}
