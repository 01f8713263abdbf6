import { RunError } from "@pulumi/pulumi";
import { document, type Statement } from "../document.ts";
import type { Grant } from "./actions/scope.ts";

/** IAM's limits on managed policies: characters in one, white space not counted, and how many a role may carry. */
const longest = 6144;
const most = 10;

/** Grants that differ in nothing but their actions become one statement. The order of the program does not show. */
export function statementsOf(grants: readonly Grant[]): readonly Statement[] {
  const merged = new Map<string, { readonly actions: Set<string>; readonly grant: Grant }>();
  for (const { actions, on, when } of grants) {
    const grant: Grant = { actions, on: [...new Set(on)].sort(), ...(when && { when }) };
    const key = JSON.stringify([grant.on, when ?? null]);
    const known = merged.get(key) ?? { actions: new Set<string>(), grant };
    for (const action of actions) known.actions.add(action);
    merged.set(key, known);
  }
  return [...merged]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { actions, grant }], index) => ({
      Sid: `Allow${index + 1}`,
      Effect: "Allow",
      Action: [...actions].sort(),
      Resource: grant.on,
      ...(grant.when && { Condition: grant.when }),
    }));
}

/** Statements as the documents of so few policies as they fit into, in their order. */
export function documentsOf(role: string, statements: readonly Statement[]): readonly string[] {
  const filled: Statement[][] = [[]];
  for (const statement of statements) {
    const last = filled.at(-1) ?? [];
    if (document(...last, statement).length <= longest) last.push(statement);
    else filled.push([statement]);
  }
  const documents = filled.map((list) => document(...list));
  const tooLong = documents.find((text) => text.length > longest);
  if (tooLong)
    throw new RunError(`${role}: one statement alone has ${tooLong.length} characters; IAM takes ${longest}`);
  if (documents.length > most)
    throw new RunError(`${role} would carry ${documents.length} policies; IAM takes ${most} on a role`);
  return documents;
}
