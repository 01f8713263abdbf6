import { plan } from "../../reading/backups.ts";
import { hearing, pagedOn, pagesOn } from "../../reading/events.ts";
import { type Props, type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const kind = "Backup Job State Change";
const states = ["FAILED", "ABORTED", "EXPIRED"];

export const backupFailuresPage = stackRule({
  id: "backup-failures-page",
  title: "A backup that fails, or never begins, pages",
  requirements: ["K13", "K21"],
  why: "A backup that fails is missed on the day it is needed, unless somebody is told on the day it failed.",
  fix: `Add an EventRule on "${kind}" of aws.backup with ${states.join(", ")} whose target is a topic with a subscription.`,
  judges: plan,
  findings: (stack) => {
    const heard = pagedOn(stack);
    return stack.all(plan).flatMap((node) => {
      const silent = states.filter((state) =>
        vaultsOf(node).some((backupVaultName) => !heard.some(hearing(kind, { state, backupVaultName }))),
      );
      return silent.length === 0
        ? []
        : [{ node, says: `nobody is paged when a backup ends as ${silent.join(" or ")}` }];
    });
  },
  examples: {
    pass: [
      [{ type: plan, name: "plan" }, ...pagesOn(kind, { state: states })],
      [{ type: plan, name: "plan" }, ...pagesOn(kind, {})],
      [{ type: plan, name: "plan" }, ...pagesOn(kind, { state: [{ "anything-but": ["COMPLETED"] }] })],
      [{ type: plan, name: "plan" }, ...pagesOn(kind, { state: [{ exists: true }] })],
      [into("shop"), ...pagesOn(kind, { state: states, backupVaultName: [{ prefix: "shop" }] })],
      [{ type: plan, name: "plan" }, ...byArn(pagesOn(kind, { state: states }))],
    ],
    fail: [
      [{ type: plan, name: "plan" }],
      [{ type: plan, name: "plan" }, ...pagesOn(kind, { state: ["COMPLETED"] })],
      [{ type: plan, name: "plan" }, ...pagesOn(kind, { state: states.slice(1) })],
      [{ type: plan, name: "plan" }, ...pagesOn(kind, { state: states }, false)],
      [into("shop"), ...pagesOn(kind, { state: states, backupVaultName: ["another"] })],
      [{ type: plan, name: "plan" }, ...switchedOff(pagesOn(kind, { state: states }))],
      [{ type: plan, name: "plan" }, ...pagesOn("Another Job State Change", { state: states })],
    ],
  },
});

/** The vaults that a plan fills, by their names; one that is not known narrows no pattern. */
function vaultsOf(node: Node): readonly (string | undefined)[] {
  const rules: readonly Props[] = node.known("rules") ?? [];
  return rules.length === 0 ? [undefined] : rules.map(({ targetVaultName }) => targetVaultName);
}

function into(targetVaultName: string): StackExample[number] {
  return { type: plan, name: "plan", props: { rules: [{ targetVaultName }] } };
}

function changed(example: StackExample, which: string, props: object): StackExample {
  return example.map((one) => (one.name === which ? { ...one, props: { ...one.props, ...props } } : one));
}

function switchedOff(example: StackExample): StackExample {
  return changed(example, "rule", { isEnabled: false });
}

/** The topic is named by its ARN, which is known, and not by a relation. */
function byArn(example: StackExample): StackExample {
  const arn = "arn:aws:sns:eu-central-1:111122223333:oncall";
  return changed(changed(example, "oncall", { arn }), "page", { arn }).map((one) =>
    one.name === "page" ? { ...one, uses: { rule: ["rule"] } } : one,
  );
}
