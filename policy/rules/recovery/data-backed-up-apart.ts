import { plan, selection, selects, worthBackingUp } from "../../reading/backups.ts";
import { bucketTypes } from "../../reading/buckets.ts";
import { cluster, instance } from "../../reading/data-tier.ts";
import { type StackExample, stackRule } from "../../rule.ts";

const shop = { defaultTags: JSON.stringify({ tags: { owner: "growth" } }) };

export const dataBackedUpApart = stackRule({
  id: "data-backed-up-apart",
  title: "Every database and every bucket has backups that stand apart from it",
  requirements: ["C14", "K21", "G03"],
  controls: ["FSBP RDS.26"],
  why: "A database's own backups go with it, and versions of objects with their bucket: what deletes the store deletes both.",
  fix: "Add the store's ARN to the resources of an aws.backup.Selection of a plan.",
  judges: [instance, cluster, ...bucketTypes],
  findings: (stack) =>
    worthBackingUp(stack)
      .filter(
        (store) =>
          !stack
            .all(selection)
            .some(
              (node) =>
                selects(node, store) && stack.all(plan).some((one) => stack.points(node, "planId", one)),
            ),
      )
      .map((node) => ({ node, says: "no backup plan has selected it" })),
  examples: {
    pass: [
      selected({ resources: ["arn:aws:rds:eu-central-1:111122223333:db:shop-database"] }),
      selected({}, { resources: ["main"] }),
      selected({ resources: ["*"] }),
      selected({ resources: ["arn:aws:rds:*:*:db:shop-*"] }),
      selected({ selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "daily" }] }),
      selected({ resources: ["*"], notResources: ["arn:aws:rds:eu-central-1:111122223333:db:other"] }),
      selected({ selectionTags: [{ type: "STRINGEQUALS", key: "owner", value: "growth" }] }),
      [{ type: instance, name: "replica", props: { replicateSourceDb: "main" } }],
      [
        { type: bucketTypes[0], name: "locked" },
        {
          type: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
          name: "lock",
          uses: { bucket: ["locked"] },
        },
      ],
    ],
    fail: [
      selected({ resources: [] }),
      selected({ resources: ["arn:aws:s3:::*"] }),
      selected({ selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "never" }] }),
      selected({ resources: ["arn:aws:rds:eu-central-1:111122223333:db:other-database"] }),
      selected({}, { resources: ["main"], planId: [] }),
      selected({ resources: ["*"], notResources: ["arn:aws:rds:*:*:db:shop-*"] }),
      selected({}, { resources: ["main"], notResources: ["main"] }),
      selected({
        resources: ["*"],
        selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "never" }],
      }),
      [{ type: cluster, name: "main" }],
      [{ type: bucketTypes[0], name: "reports", props: { bucket: "shop-reports" } }],
    ],
  },
});

function selected(props: object, uses: Readonly<Record<string, readonly string[]>> = {}): StackExample {
  return [
    {
      type: instance,
      name: "main",
      props: { identifier: "shop-database", tags: { backup: "daily" } },
      provider: shop,
    },
    { type: plan, name: "plan" },
    { type: selection, name: "selection", props: { ...props }, uses: { planId: ["plan"], ...uses } },
  ];
}
