import { arnOf } from "../../place.ts";
import { grant, passes, requested, type Scope, serviceLinked, type Table } from "./scope.ts";

/** The only regions whose endpoints answer for chat channels; the configurations are in none. */
const chatRegions = ["ap-southeast-1", "eu-west-1", "us-east-2", "us-west-2"];

/** What a month may cost, and the channels that are told. */
export function budgets(scope: Scope): Table {
  const { place } = scope;
  const all = [place.prefix, `${place.prefix}-*`].map((name) =>
    arnOf(place, "budgets", `budget/${name}`, "global"),
  );
  const channels = [arnOf(place, "chatbot", `chat-configuration/slack-channel/${place.prefix}-*`, "global")];
  const tags = ["TagResource", "UntagResource"];
  const answers = { StringEquals: { "aws:RequestedRegion": chatRegions } };
  return {
    "aws:budgets/budget:Budget": {
      read: [grant("budgets", ["ListTagsForResource", "ViewBudget"], all)],
      write: [grant("budgets", ["ModifyBudget", ...tags], all)],
    },
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
      read: [grant("chatbot", ["DescribeSlackChannelConfigurations", "ListTagsForResource"], ["*"], answers)],
      write: [
        grant("chatbot", ["CreateSlackChannelConfiguration"], ["*"], requested(scope)),
        grant(
          "chatbot",
          ["DeleteSlackChannelConfiguration", "UpdateSlackChannelConfiguration", ...tags],
          channels,
        ),
        passes(scope, "chatbot.amazonaws.com"),
        serviceLinked(scope, "management.chatbot.amazonaws.com"),
      ],
    },
  };
}
