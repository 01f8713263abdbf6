import { at, days, type Facts, numberOf, type Stack, textOf } from "./facts.ts";

/** What AWS Backup keeps of the thing whose ARN ends so: "daily for 35 days, copied to eu-west-1"; empty: nothing. */
export function backedUp(stack: Stack, arnEnd: string): readonly string[] {
  return stack
    .all("aws:backup/selection:Selection")
    .filter((selection) => selection.list("resources").some((arn) => String(arn).endsWith(arnEnd)))
    .flatMap((selection) => stack.behind(selection, "planId", "aws:backup/plan:Plan"))
    .flatMap((plan) => plan.list("rules").map(ruleText));
}

/** How long each rule of each plan keeps what it puts into a vault. */
export function keptIn(stack: Stack, vault: Facts): readonly string[] {
  const name = vault.text("name");
  return stack.all("aws:backup/plan:Plan").flatMap((plan) =>
    plan.list("rules").flatMap((rule) => {
      const copies = listAt(rule, "copyActions").filter((copy) =>
        textOf(at(copy, "destinationVaultArn"))?.endsWith(`:backup-vault:${name}`),
      );
      const kept = textOf(at(rule, "targetVaultName")) === name ? [rule, ...copies] : copies;
      return kept.map((one) => `${label(rule)} ${lifetime(one)}`);
    }),
  );
}

function ruleText(rule: unknown): string {
  const regions = listAt(rule, "copyActions").map(
    (copy) => textOf(at(copy, "destinationVaultArn"))?.split(":")[3] ?? "another region",
  );
  return [`${label(rule)} ${lifetime(rule)}`, ...regions.map((region) => `copied to ${region}`)].join(", ");
}

const label = (rule: unknown): string => textOf(at(rule, "ruleName")) ?? "a copy";

function lifetime(holder: unknown): string {
  const kept = numberOf(at(holder, "lifecycle", "deleteAfter"));
  return kept === undefined ? "for ever" : `for ${days(kept)}`;
}

const listAt = (value: unknown, key: string): readonly unknown[] => {
  const list = at(value, key);
  return Array.isArray(list) ? list : [];
};
