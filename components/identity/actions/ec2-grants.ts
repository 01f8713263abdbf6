import { type Grant, grant, numbered, owned, requested, type Scope, tagged, untied } from "./scope.ts";

/** EC2 numbers everything, so the stack's tags say what is ours. */
export function ec2Grants(scope: Scope) {
  const at = (...kinds: readonly string[]) => numbered(scope, "ec2", ...kinds.map((kind) => `${kind}/`));
  const own = (actions: readonly string[], ...kinds: readonly string[]): Grant =>
    grant("ec2", actions, at(...kinds), owned(scope));
  /** Born with our tags, from the things of ours that it is made within. */
  const made = (action: string, kind: string, ...within: readonly string[]): readonly Grant[] => [
    grant("ec2", [action], at(kind), requested(scope)),
    grant("ec2", ["CreateTags"], at(kind), {
      StringEquals: { ...tagged(scope, "aws:RequestTag"), "ec2:CreateAction": action },
    }),
    own(["CreateTags", "DeleteTags"], kind),
    ...(within.length > 0 ? [own([action], ...within)] : []),
  ];
  const sees = (...actions: readonly string[]) => [untied(scope, "ec2", ...actions)];
  return { at, own, made, sees };
}
