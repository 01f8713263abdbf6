import { RunError } from "@pulumi/pulumi";
import { document, type Permission } from "../document.ts";

/** IAM's limits on a role: managed policies and the characters of each, and those of all that is written into it. */
const most = 10;
const longest = 6144;
const longestInline = 10240;

/** The documents of the policies that a role carries; `inline` only where the others are full. */
export interface Fitted {
  readonly managed: readonly string[];
  readonly inline?: string;
}

/** Each statement goes into the first policy that it fits into, and into the role itself where it fits into none. */
export function fitted(role: string, statements: readonly Permission[]): Fitted {
  const managed: Filled[] = [];
  const inline: Filled = { list: [], length: empty };
  for (const statement of statements) {
    const length = lengthOf(statement);
    const free = managed.find((policy) => policy.length + length <= longest);
    if (free) put(free, statement, length);
    else if (managed.length < most && empty + length <= longest)
      managed.push({ list: [statement], length: empty + length });
    else put(inline, statement, length);
  }
  const documents = managed.map(({ list }) => document(...list));
  if (inline.list.length === 0) return { managed: documents };
  if (inline.length > longestInline)
    throw new RunError(
      `${role} would need ${inline.length} characters beside ${documents.length} full policies; IAM takes ` +
        `${longestInline}. Ask for fewer kinds of resources, or for shorter names of the product and the environment`,
    );
  return { managed: documents, inline: document(...inline.list) };
}

interface Filled {
  readonly list: Permission[];
  length: number;
}

/** A statement comes with a comma, and the last of a policy without. */
const empty = document().length - 1;
const lengthOf = (statement: Permission): number => JSON.stringify(statement).length + 1;

function put(policy: Filled, statement: Permission, length: number): void {
  policy.list.push(statement);
  policy.length += length;
}
