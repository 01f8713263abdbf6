import { subscription } from "../../reading/aws-types.ts";
import { isPlaceholder } from "../../reading/placeholders.ts";
import { resourceRule } from "../../rule.ts";

const protocols = new Set([
  "https",
  "email",
  "email-json",
  "sms",
  "sqs",
  "lambda",
  "application",
  "firehose",
]);

export const oncallRouteReal = resourceRule({
  id: "oncall-route-real",
  title: "Every page goes to a real address, over TLS",
  requirements: ["G15"],
  judges: subscription,
  why: "A route that was never filled in looks exactly like one that works, until the first page.",
  fix: "Set endpoint to the on-call tool's https:// address, a mailbox or the ARN of a function or queue; protocol http will not do.",
  findings: ({ protocol = "", endpoint = "" }) => [
    ...(protocols.has(protocol) || protocol === "http" ? [] : [`its protocol is ${protocol || "not set"}`]),
    ...(protocol === "http" || (protocol === "https" && !endpoint.startsWith("https://"))
      ? ["sends pages in the clear"]
      : []),
    ...(endpoint === "" ? ["has no endpoint"] : []),
    ...(isPlaceholder(endpoint) ? ["its endpoint is a placeholder"] : []),
  ],
  examples: {
    pass: [
      { props: { protocol: "https", endpoint: "https://oncall.shop.example/sns" } },
      { props: { protocol: "email", endpoint: "oncall@shop.example" } },
      { props: { protocol: "lambda", endpoint: "arn:aws:lambda:eu-central-1:111122223333:function:page" } },
    ],
    fail: [
      { props: {} },
      { props: { protocol: "https" } },
      { props: { protocol: "http", endpoint: "http://oncall.shop.example" } },
      { props: { protocol: "https", endpoint: "http://oncall.shop.example" } },
      { props: { protocol: "email", endpoint: "changeme" } },
      { props: { protocol: "email", endpoint: "oncall@example.com" } },
    ],
  },
});
