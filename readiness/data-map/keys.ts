import { type Facts, notProven, type Stack } from "./facts.ts";

/**
 * Which of the stack's keys a property names, by the last words of the key's alias: keys are one for each class of
 * data. Without a key it is one of AWS's own, which every service of the account may use.
 */
export function keyOf(stack: Stack, prefix: string, from: Facts, property: string): string {
  const aliases = stack
    .behind(from, property, "aws:kms/key:Key")
    .flatMap((key) =>
      stack.all("aws:kms/alias:Alias").filter((alias) => alias.uses("targetKeyId").includes(key.name)),
    )
    .map((alias) => alias.text("name"));
  const [alias] = aliases;
  if (alias !== undefined) return alias.replace(`alias/${prefix}-`, "");
  return from.uses(property).length > 0 || from.text(property) !== undefined ? notProven : "AWS's own";
}
