import { routesOf } from "../../alarms/routes.ts";
import { budget, cluster, subscription, topic, topicPolicy } from "../../reading/aws-types.ts";
import { covers, statements } from "../../reading/document.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

interface Notification {
  readonly notificationType?: unknown;
  readonly threshold?: unknown;
  readonly thresholdType?: unknown;
  readonly subscriberEmailAddresses?: readonly unknown[] | undefined;
}

const budgets = "budgets.amazonaws.com";

/** Part by part: a topic's ARN, which AWS makes, hides no more than itself. */
function notificationsOf(node: Node): readonly Notification[] {
  const found: Notification[] = [];
  for (let at = 0; ; at += 1) {
    const of = (name: string) => node.known("notifications", at, name);
    if (of("notificationType") === undefined) return found;
    found.push({
      notificationType: of("notificationType"),
      threshold: of("threshold"),
      thresholdType: of("thresholdType"),
      subscriberEmailAddresses: of("subscriberEmailAddresses"),
    });
  }
}

/** What a notification goes to: mailboxes, or topics with a way to a person. */
function isHeard(stack: StackView, node: Node, mailboxes: readonly unknown[]): boolean {
  if (mailboxes.length > 0) return true;
  const topics = node.uses("notifications").filter(({ type }) => type === topic);
  return topics.some((one) => routesOf(stack, one).length > 0);
}

/** Topics of a policy of one's own that does not let budgets in. */
const closed = (stack: StackView, node: Node): readonly string[] =>
  node
    .uses("notifications")
    .filter(({ type }) => type === topic)
    .filter((one) =>
      stack.pointing(topicPolicy, "arn", one).some((policy) => {
        const document = policy.known("policy");
        const allowed = document === undefined ? [] : statements(document).filter(({ allows }) => allows);
        return !allowed.some(
          ({ actions, principals }) =>
            actions.some((action) => covers(action, "sns:Publish")) &&
            principals.some(([, who]) => who === budgets),
        );
      }),
    )
    .map(({ name }) => name);

const spent = (type: string, threshold: number, more: object = {}) => ({
  notificationType: type,
  threshold,
  thresholdType: "PERCENTAGE",
  ...more,
});
const told = [spent("ACTUAL", 80), spent("FORECASTED", 100)];
const product: StackExample[number] = { type: cluster, name: "cluster" };
const monthly = (
  notifications: readonly object[],
  topics: readonly string[] = ["tickets"],
): StackExample[number] => ({
  type: budget,
  name: "budget",
  props: { timeUnit: "MONTHLY", notifications },
  uses: { notifications: topics },
});
const tickets: StackExample = [
  { type: topic, name: "tickets" },
  { type: subscription, name: "route", props: { protocol: "email" }, uses: { topic: ["tickets"] } },
];
const policyOf = (service: string): StackExample[number] => ({
  type: topicPolicy,
  name: "policy",
  props: {
    policy: JSON.stringify({
      Statement: [{ Effect: "Allow", Action: "sns:Publish", Resource: "*", Principal: { Service: service } }],
    }),
  },
  uses: { arn: ["tickets"] },
});

export const budgetTellsSomeone = stackRule({
  id: "budget-tells-someone",
  title: "Somebody hears that a month costs more than it should, before it is over",
  requirements: ["G06", "G15"],
  judges: [budget, cluster],
  floor: "production",
  why: "A loop that writes, or a scraper that was let in, first shows on the bill: in a month, unless somebody is told.",
  fix: `Add an aws.budgets.Budget with an ACTUAL notification of at most 100 % and a FORECASTED one, to a topic that ${budgets} may publish to and that has a route.`,
  findings: (stack) => {
    const declared = stack.all(budget);
    if (declared.length === 0)
      return stack.all(cluster).length > 0 ? [{ node: undefined, says: "has no budget" }] : [];
    return declared.flatMap((node) => {
      const notifications = notificationsOf(node);
      const by = (type: string): boolean =>
        notifications.some(
          ({ notificationType, threshold, thresholdType }) =>
            notificationType === type &&
            thresholdType === "PERCENTAGE" &&
            typeof threshold === "number" &&
            threshold <= 100,
        );
      const mailboxes = notifications.flatMap((one) => one.subscriberEmailAddresses ?? []);
      return [
        ...(by("ACTUAL") ? [] : [{ node, says: "tells nobody of what was spent" }]),
        ...(by("FORECASTED") ? [] : [{ node, says: "tells nobody of what will be spent" }]),
        ...(isHeard(stack, node, mailboxes) ? [] : [{ node, says: "reaches nobody" }]),
        ...closed(stack, node).map((name) => ({ node, says: `may not publish to ${name}` })),
      ];
    });
  },
  examples: {
    pass: [
      [product, ...tickets, monthly(told)],
      [product, ...tickets, monthly(told), policyOf(budgets)],
      [
        product,
        monthly([spent("ACTUAL", 80, { subscriberEmailAddresses: ["a@shop.example"] }), told[1] ?? {}], []),
      ],
      [{ type: topic, name: "no product" }],
    ],
    fail: [
      [product],
      [product, ...tickets, monthly([])],
      [product, ...tickets, monthly([spent("ACTUAL", 80)])],
      [product, ...tickets, monthly([spent("ACTUAL", 500), spent("FORECASTED", 100)])],
      [product, monthly(told, [])],
      [product, { type: topic, name: "tickets" }, monthly(told)],
      [product, ...tickets, monthly(told), policyOf("cloudwatch.amazonaws.com")],
    ],
  },
});
