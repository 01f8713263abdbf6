import { functionUrl } from "../../reading/function-types.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const functionUrlClosed = resourceRule({
  id: "function-url-closed",
  title: "No function answers the world by an address of its own",
  requirements: ["G07", "K22"],
  controls: ["CKV_AWS_258"],
  why: "Such an address stands beside the balancer: no certificate of ours, no access log, no limit, and no login.",
  fix: "Set authorizationType to AWS_IAM, or put the function behind the balancer.",
  judges: functionUrl,
  findings: ({ authorizationType }) => (authorizationType === "AWS_IAM" ? [] : ["anyone may call it"]),
  examples: {
    pass: [{ props: { authorizationType: "AWS_IAM" } }],
    fail: [
      { props: {} },
      { props: { authorizationType: "NONE" } },
      { props: { authorizationType: unknown } },
    ],
  },
});
