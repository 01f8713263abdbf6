import type { Statement } from "../document.ts";
import type { Scope } from "./actions/scope.ts";
import { table } from "./actions/table.ts";
import { byVerb } from "./compile.ts";

/** A statement about everything but some resources. */
export interface AllBut extends Omit<Statement, "Resource"> {
  readonly NotResource: readonly string[];
}

/** What a preview does with its lock, and a deployment with the code of probes too. */
export const lockChanges = ["s3:DeleteObject", "s3:PutObject"];

const looking = /:(Batch|Decrypt|Describe|GenerateDataKey|Get|List|Validate)/;

/**
 * Every kind of change that the table knows, by its verb. S3's are named one by one, for the state's lock is an object that
 * a preview puts and deletes.
 */
export function changes(scope: Scope): readonly string[] {
  const all = Object.values(table(scope))
    .flatMap(({ write }) => write)
    .flatMap(({ actions }) => actions)
    .filter((action) => !looking.test(action) && !lockChanges.includes(action))
    .map((action) => (action.startsWith("s3:") ? action : byVerb(action)));
  return [...new Set([...all, "ecs:Run*", "ecs:Stop*"])].sort();
}
