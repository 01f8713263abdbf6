import { resourceRule } from "../../rule.ts";

export const noLongLivedAccessKey = resourceRule({
  id: "no-long-lived-access-key",
  title: "The program makes no access keys, which work from anywhere and never end",
  requirements: ["G07", "C02"],
  controls: ["FSBP IAM.3", "CKV_AWS_273"],
  why: "Such a key is a credential in the state and in somebody's environment; a role's ends within hours.",
  fix: "Use a role for tasks and functions, and OpenID Connect for pipelines.",
  judges: "aws:iam/accessKey:AccessKey",
  findings: ({ status = "Active" }) => (status === "Inactive" ? [] : ["it is an active access key"]),
  examples: {
    pass: [{ props: { status: "Inactive" } }],
    fail: [{ props: {} }, { props: { user: "mailer" } }, { props: { status: "Active" } }],
  },
});
