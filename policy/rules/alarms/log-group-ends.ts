import { logGroup } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const logGroupEnds = resourceRule({
  id: "log-group-ends",
  title: "Every log says how long it is kept",
  requirements: ["C18", "C15"],
  controls: ["FSBP CloudWatch.16", "CKV_AWS_66"],
  judges: logGroup,
  why: "CloudWatch's default is for ever: a bill that only grows, and personal data that no one may still hold.",
  fix: "Set retentionInDays to what the retention table says, 1 day to 10 years.",
  findings: ({ retentionInDays = 0 }) =>
    retentionInDays > 0 ? [] : ["retentionInDays is not set, so it is kept for ever"],
  examples: {
    pass: [{ props: { retentionInDays: 30 } }],
    fail: [{ props: {} }, { props: { retentionInDays: 0 } }],
  },
});
