import { subscription, topic, topicPolicy } from "../../reading/aws-types.ts";
import { covers, statements, written } from "../../reading/document.ts";
import { eventRule, eventTarget } from "../../reading/function-types.ts";
import { type StackExample, type StackFinding, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const eventSubscription = "aws:rds/eventSubscription:EventSubscription";
const bridge = "events.amazonaws.com";
const rds = "events.rds.amazonaws.com";

export const topicAdmitsEvents = stackRule({
  id: "topic-admits-events",
  title: "A topic takes the events that are sent to it",
  requirements: ["K13", "W06"],
  why: "SNS lets EventBridge in only where a policy says so, and what it refuses is dropped: the page on a failed backup never arrives.",
  fix: `Allow sns:Publish to the service ${bridge}, and to ${rds} where RDS sends its events, in the topic's TopicPolicy.`,
  judges: [eventTarget, eventSubscription],
  findings: (stack) => stack.all(topic).flatMap((node) => deaf(stack, node)),
  examples: {
    pass: [
      [
        { type: topic, name: "elsewhere" },
        { type: subscription, name: "route", uses: { topic: ["elsewhere"] } },
      ],
      [...bridged(), admits(bridge)],
      [...bridged(), admits(bridge, "*")],
      [...subscribed(), admits(rds)],
      subscribed(),
    ],
    fail: [
      bridged(),
      [...bridged(), admits("cloudwatch.amazonaws.com")],
      [...bridged(), admits(bridge, "sns:Subscribe")],
      [...bridged(), { ...admits(bridge), props: {} }],
      [...subscribed(), admits("cloudwatch.amazonaws.com")],
    ],
  },
});

/** RDS may publish under the policy that SNS gives a new topic; EventBridge never. */
function deaf(stack: StackView, node: Node): readonly StackFinding[] {
  const senders = [
    ...(stack.pointing(eventTarget, "arn", node).length > 0 ? [bridge] : []),
    ...(stack.pointing(eventSubscription, "snsTopic", node).length > 0 ? [rds] : []),
  ];
  const policies = stack.pointing(topicPolicy, "arn", node);
  if (policies.length === 0)
    return senders.includes(bridge) ? [{ node, says: `no policy lets ${bridge} publish` }] : [];
  return policies.flatMap((policy) =>
    senders
      .filter((sender) => !lets(policy.known("policy"), sender))
      .map((sender) => ({
        node: policy,
        says: `does not let ${sender} publish`,
        ...(policy.isUnknown("policy") && { notProven: true as const }),
      })),
  );
}

const lets = (document: unknown, sender: string): boolean =>
  statements(document).some(
    ({ allows, actions, principals }) =>
      allows &&
      actions.some((action) => covers(action, "sns:Publish")) &&
      principals.some(([kind, who]) => kind === "*" || who === sender),
  );

function bridged(): StackExample {
  return [
    { type: topic, name: "oncall" },
    { type: eventRule, name: "failed" },
    { type: eventTarget, name: "page", uses: { rule: ["failed"], arn: ["oncall"] } },
  ];
}

function subscribed(): StackExample {
  return [
    { type: topic, name: "oncall" },
    { type: eventSubscription, name: "events", uses: { snsTopic: ["oncall"] } },
  ];
}

function admits(Service: string, Action = "sns:Publish"): StackExample[number] {
  const policy = written({ Effect: "Allow", Principal: { Service }, Action, Resource: "*" });
  return { type: topicPolicy, name: "policy", props: { policy }, uses: { arn: ["oncall"] } };
}
