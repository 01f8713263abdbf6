import type { Permission, Statement } from "../document.ts";
import { probeCode } from "./actions/s3.ts";
import type { Needs, Scope } from "./actions/scope.ts";
import { table } from "./actions/table.ts";
import { byVerb, statementsOf } from "./compile.ts";
import { bucketArn, readsState, type State } from "./state.ts";

/** A statement about everything but some resources. */
interface AllBut extends Omit<Statement, "Resource"> {
  readonly NotResource: readonly string[];
}

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

/** What a preview does with its lock, and a deployment with the code of probes too. */
const lockChanges = ["s3:DeleteObject", "s3:PutObject"];

const looking = /:(Batch|Decrypt|Describe|GenerateDataKey|Get|List|Validate)/;

/**
 * Every kind of change that the table knows, by its verb. S3's are named one by one, for the state's lock is an object that
 * a preview puts and deletes.
 */
function changes(scope: Scope): readonly string[] {
  const all = Object.values(table(scope))
    .flatMap(({ write }) => write)
    .flatMap(({ actions }) => actions)
    .filter((action) => !looking.test(action) && !lockChanges.includes(action))
    .map((action) => (action.startsWith("s3:") ? action : byVerb(action)));
  return [...new Set([...all, "ecs:Run*", "ecs:Stop*"])].sort();
}
