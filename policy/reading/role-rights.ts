import type { StackFinding } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import { covers, isAbout, type Statement, statements } from "./document.ts";

export const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
export const roleAttachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const managedPolicy = "aws:iam/policy:Policy";

/** All that the stack lets a role do. */
export interface Rights {
  readonly statements: readonly Statement[];
  /** ARNs of the policies that it carries and that are known. */
  readonly carries: readonly string[];
  /** The policies of this stack that it carries. */
  readonly managed: readonly Node[];
  /** A document of its own cannot be read before deploy. */
  readonly unread: boolean;
}

export function rightsOf(stack: StackView, role: Node): Rights {
  const attached = stack.pointing(roleAttachment, "role", role);
  const carries = [
    ...attached.map((node) => node.known("policyArn")),
    ...(role.known("managedPolicyArns") ?? []),
  ].filter((arn): arn is string => typeof arn === "string");
  const managed = stack
    .all(managedPolicy)
    .filter(
      (node) =>
        attached.some((at) => at.uses("policyArn").includes(node)) ||
        carries.some(
          (arn) => arn === node.known("arn") || arn.endsWith(`:policy/${node.known("name") ?? "?"}`),
        ),
    );
  const holders = [...stack.pointing(rolePolicy, "role", role), ...managed];
  const inline: readonly { policy?: unknown }[] = role.known("inlinePolicies") ?? [];
  return {
    statements: [
      ...inline.map((entry) => entry.policy),
      ...holders.map((node) => node.known("policy")),
    ].flatMap(statements),
    carries,
    managed,
    // A role's own list is no sign: where the program gives none, the provider computes it, and a preview does not know it.
    unread: holders.some((node) => node.isUnknown("policy")),
  };
}

/** Allowed by one statement, on a resource that fits, and taken back by none without a condition. */
export function may(
  { statements: list }: Rights,
  action: string,
  fits = (_: string): boolean => true,
): boolean {
  const about = list.filter(
    (one) =>
      isAbout(one, action) &&
      (one.allResourcesBut?.every((other) => !fits(other)) ?? one.resources.some(fits)),
  );
  return (
    about.some(({ allows }) => allows) &&
    !about.some(({ allows, conditions }) => !allows && conditions.length === 0)
  );
}

/** What is too much in what a role may do; of policies that AWS wrote, that it carries them at all. */
export function excess(
  stack: StackView,
  role: Node,
  tooMuch: (statement: Statement) => readonly string[],
  ofAws: (arn: string) => string,
): readonly StackFinding[] {
  const rights = rightsOf(stack, role);
  if (rights.unread)
    return [{ node: role, says: "what it may do is not known before deploy", notProven: true }];
  const ready = rights.carries.filter((arn) => /:aws:policy\//.test(arn)).map(ofAws);
  const found = rights.statements.filter(({ allows }) => allows).flatMap(tooMuch);
  return [...new Set([...ready, ...found])].map((says) => ({ node: role, says }));
}

/** What is wrong where a role is to be assumed by a service of AWS. */
export function untrusting(role: Node, principal: string): readonly StackFinding[] {
  if (role.isUnknown("assumeRolePolicy"))
    return [{ node: role, says: "whom it trusts is not known before deploy", notProven: true }];
  const trusts = statements(role.known("assumeRolePolicy")).some(
    ({ allows, actions, principals }) =>
      allows &&
      actions.some((pattern) => covers(pattern, "sts:AssumeRole")) &&
      principals.some(([kind, who]) => kind === "Service" && who === principal),
  );
  return trusts ? [] : [{ node: role, says: `does not trust ${principal}` }];
}
