import { kindOf, lists, restorePlan, restoreSelection, worthBackingUp } from "../../reading/backups.ts";
import { bucketTypes } from "../../reading/buckets.ts";
import { cluster, instance } from "../../reading/data-tier.ts";
import { longestPause } from "../../reading/periods.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const everyDays = 31;

export const restoreTested = stackRule({
  id: "restore-tested",
  title: "Every database and every bucket is restored for a test at least once a month",
  requirements: ["K21", "K04"],
  why: "A backup that was never restored is a hope: keys, networks and formats change under it.",
  fix: "Add an aws.backup.RestoreTestingSelection with the store's ARN to a RestoreTestingPlan that runs at least monthly.",
  judges: [instance, cluster, ...bucketTypes],
  findings: (stack) =>
    worthBackingUp(stack)
      .filter((store) => !stack.all(restoreSelection).some((node) => tests(stack, node, store)))
      .map((node) => ({ node, says: "no restore of it is tested" })),
  examples: {
    pass: [
      tested({}, { protectedResourceArns: ["arn:aws:rds:eu-central-1:111122223333:db:shop-database"] }),
      tested({ scheduleExpression: "rate(7 days)" }, { protectedResourceArns: ["*"] }),
    ],
    fail: [
      [{ type: instance, name: "main" }],
      [{ type: bucketTypes[0], name: "reports" }],
      tested({}, { protectedResourceType: "Aurora", protectedResourceArns: ["*"] }),
      tested({}, { protectedResourceArns: ["arn:aws:rds:eu-central-1:111122223333:db:other"] }),
      tested({ scheduleExpression: "cron(0 3 1 */3 ? *)" }, { protectedResourceArns: ["*"] }),
    ],
  },
});

const tests = (stack: StackView, node: Node, store: Node): boolean =>
  node.known("protectedResourceType") === kindOf(store) &&
  lists(node, "protectedResourceArns", store) &&
  stack
    .all(restorePlan)
    .some(
      (one) =>
        stack.points(node, "restoreTestingPlanName", one) &&
        (longestPause(one.known("scheduleExpression") ?? "") ?? Number.POSITIVE_INFINITY) <= everyDays,
    );

function tested(plan: object, selection: object): StackExample {
  return [
    { type: instance, name: "main", props: { identifier: "shop-database" } },
    { type: restorePlan, name: "tests", props: { scheduleExpression: "cron(0 3 ? * TUE *)", ...plan } },
    {
      type: restoreSelection,
      name: "database",
      props: { protectedResourceType: "RDS", ...selection },
      uses: { restoreTestingPlanName: ["tests"] },
    },
  ];
}
