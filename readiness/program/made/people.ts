import { type Makers, nameFor } from "./maker.ts";

/** What reaches people: budgets, chat channels. */
export const people: Makers = {
  "aws:budgets/budget:Budget": (question) => {
    const name = nameFor(question);
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
