import { describe, expect, it } from "vitest";
import { OnCall } from "../../components/watch/oncall.ts";
import { oncall as schema } from "../../config/shape/people.ts";
import { declare } from "./declare.ts";
import { place } from "./stores.ts";

const settings = (...routes: readonly object[]) =>
  schema.parse({
    routes,
    primary: "Ada Moreno",
    secondary: "Jon Bakke",
    escalation: "Head of Engineering",
    runbook: "https://docs.shop.example/runbook",
  });
const pager = { kind: "https", url: "https://pager.shop.example/sns" };
const mailbox = { kind: "email", address: "oncall@shop.example" };
const channel = { kind: "slack", workspace: "T01ABCDEFGH", channel: "C01ABCDEFGH" };
const oncall = (...routes: readonly object[]) =>
  declare(() => new OnCall("oncall", { place, settings: settings(...routes), keyArn: "arn:key" }));
const arn = (name: string) => `arn:aws:sns:eu-central-1:111122223333:shop-staging-${name}`;
const slackType = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";

describe("on-call", () => {
  it("has a topic for pages and one for tickets, both under our own key", async () => {
    const plan = await oncall(pager, mailbox);
    expect(plan.all("aws:sns/topic:Topic")).toEqual([
      { name: "shop-staging-oncall", kmsMasterKeyId: "arn:key", signatureVersion: 2 },
      { name: "shop-staging-tickets", kmsMasterKeyId: "arn:key", signatureVersion: 2 },
    ]);
  });

  it("carries to each route what it is declared to carry: a pager pages, a mailbox gets both (G15)", async () => {
    const plan = await oncall(pager, mailbox, {
      ...mailbox,
      address: "team@shop.example",
      carries: ["ticket"],
    });
    const subscriptions = plan.declared
      .filter(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription")
      .map(({ name, inputs, uses }) => `${name}: ${inputs.protocol} ${inputs.endpoint} of ${uses("topic")}`);
    expect(subscriptions.sort()).toEqual([
      "oncall-route-1: https https://pager.shop.example/sns of oncall-topic",
      "oncall-route-2: email oncall@shop.example of oncall-topic",
      "oncall-tickets-route-2: email oncall@shop.example of oncall-tickets-topic",
      "oncall-tickets-route-3: email team@shop.example of oncall-tickets-topic",
    ]);
  });

  it("tries a pager for most of an hour, and no longer than SNS takes, whatever the backoff", async () => {
    const plan = await oncall(pager, mailbox);
    const { inputs } = plan.get("aws:sns/topicSubscription:TopicSubscription", "oncall-route-1");
    const { healthyRetryPolicy: policy } = JSON.parse(String(inputs.deliveryPolicy));
    const { minDelayTarget: least, maxDelayTarget: most, numMinDelayRetries, numMaxDelayRetries } = policy;
    const between = policy.numRetries - policy.numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
    const edges = numMinDelayRetries * least + numMaxDelayRetries * most;

    expect([between, edges + between * least, edges + between * most]).toEqual([3, 3160, 3505]);
    expect(
      plan.get("aws:sns/topicSubscription:TopicSubscription", "oncall-route-2").inputs,
    ).not.toHaveProperty("deliveryPolicy");
  });

  it("lets budgets open tickets, and page nobody", async () => {
    const plan = await oncall(pager, mailbox);
    const statements = (name: string) =>
      JSON.parse(String(plan.get("aws:sns/topicPolicy:TopicPolicy", name).inputs.policy)).Statement;
    const who = (name: string) =>
      statements(name).map(({ Principal }: { Principal: { Service?: string } | "*" }) =>
        Principal === "*" ? "*" : Principal.Service,
      );
    expect(who("oncall-policy")).toEqual([
      "cloudwatch.amazonaws.com",
      "events.amazonaws.com",
      "events.rds.amazonaws.com",
      "*",
    ]);
    expect(who("oncall-tickets-policy")).toContain("budgets.amazonaws.com");
    expect(statements("oncall-tickets-policy")).toContainEqual({
      Sid: "Budgets",
      Effect: "Allow",
      Principal: { Service: "budgets.amazonaws.com" },
      Action: "sns:Publish",
      Resource: arn("tickets"),
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnLike: { "aws:SourceArn": "arn:aws:budgets::111122223333:*" },
      },
    });
    expect(statements("oncall-tickets-policy").at(-1)).toMatchObject({
      Effect: "Deny",
      Resource: arn("tickets"),
    });
  });

  it("makes nothing for chats where there is none", async () => {
    const plan = await oncall(pager, mailbox);
    expect(plan.declared.filter(({ type }) => type.startsWith("aws:iam/") || type === slackType)).toEqual([]);
  });

  it("shows alarms in Slack with a role that reads alarms and numbers, and a guardrail above it", async () => {
    const plan = await oncall(pager, mailbox, { ...channel, carries: ["page", "ticket"] });
    const slack = plan.get(slackType, "oncall-chat-c01abcdefgh");
    expect(slack.inputs).toMatchObject({
      configurationName: "shop-staging-C01ABCDEFGH",
      slackTeamId: "T01ABCDEFGH",
      slackChannelId: "C01ABCDEFGH",
      guardrailPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
      userAuthorizationRequired: true,
    });
    expect(slack.uses("snsTopicArns")).toEqual([
      "oncall-policy",
      "oncall-tickets-policy",
      "oncall-tickets-topic",
      "oncall-topic",
    ]);
    const { policy } = plan.only("aws:iam/rolePolicy:RolePolicy");
    expect(JSON.parse(String(policy)).Statement).toEqual([
      {
        Sid: "ShowGraphs",
        Effect: "Allow",
        Action: ["cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData", "cloudwatch:GetMetricWidgetImage"],
        Resource: "*",
      },
    ]);
    const { name, assumeRolePolicy } = plan.only("aws:iam/role:Role");
    expect(name).toBe("shop-staging-chat");
    expect(JSON.parse(String(assumeRolePolicy)).Statement).toMatchObject([
      {
        Principal: { Service: "chatbot.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:chatbot:*:111122223333:*" },
        },
      },
    ]);
  });
});
