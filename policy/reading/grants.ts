import type { Props } from "../rule.ts";
import { type Statement, statements } from "./document.ts";

/** Every type that carries an identity's permissions as a document. */
export const grantTypes = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
  "aws:iam/role:Role",
] as const;
export const role = "aws:iam/role:Role";

/** What the resource allows: a policy by its document, a role by its inline ones. */
export function grants(type: string, props: Props): readonly Statement[] {
  const inline: readonly Props[] = props.inlinePolicies ?? [];
  const documents: readonly unknown[] = type === role ? inline.map(({ policy }) => policy) : [props.policy];
  return documents.flatMap(statements).filter(({ allows }) => allows);
}
