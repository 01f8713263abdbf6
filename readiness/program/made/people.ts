import type { Makers } from "./maker.ts";

/** What reaches people: budgets, chat channels. */
export const people: Makers = {
  "aws:budgets/budget:Budget": (question) => {
    const name = question.text("name") || `${question.name}-${question.hex(7)}`;
    return {
      id: `${question.where.account}:${name}`,
      name,
      accountId: question.where.account,
      arn: question.arn("budgets", `budget/${name}`, "global"),
    };
  },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": (question) => {
    const resource = `chat-configuration/slack-channel/${question.text("configurationName")}`;
    const arn = question.arn("chatbot", resource, "global");
    return { id: arn, chatConfigurationArn: arn, slackChannelName: "", slackTeamName: "" };
  },
};
