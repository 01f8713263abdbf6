import { statements, written } from "../../reading/document.ts";
import { role } from "../../reading/grants.ts";
import { resourceRule } from "../../rule.ts";

/** Services that say for whom they act when they assume a role ("The confused deputy problem", IAM guide). */
const sayForWhom: ReadonlySet<string> = new Set([
  "ecs-tasks.amazonaws.com",
  "ecs.amazonaws.com",
  "events.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "rds.amazonaws.com",
  "scheduler.amazonaws.com",
  "states.amazonaws.com",
  "synthetics.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
]);
const tie = /^aws:source(account|arn|orgid)$/;
const trust = {
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { Service: "ecs-tasks.amazonaws.com" },
};

export const roleTrustTiedToAccount = resourceRule({
  id: "role-trust-tied-to-account",
  title: "A service may assume a role for this account only",
  requirements: ["G07", "G13"],
  why: "The service acts for every AWS customer: without a condition, a stranger's task that names our role gets it.",
  fix: "Add a condition on aws:SourceAccount or aws:SourceArn to the role's trust policy.",
  judges: role,
  findings: ({ assumeRolePolicy }) =>
    statements(assumeRolePolicy)
      .filter(
        ({ allows, conditions }) =>
          allows && !conditions.some(({ key, values }) => tie.test(key) && !values.includes("*")),
      )
      .flatMap(({ principals }) =>
        principals.filter(([kind, who]) => kind === "Service" && sayForWhom.has(who)),
      )
      .map(([, who]) => `${who} may assume it for any account`),
  examples: {
    pass: [
      {
        props: {
          assumeRolePolicy: written({
            ...trust,
            Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
          }),
        },
      },
      {
        props: {
          assumeRolePolicy: written({
            ...trust,
            Condition: { ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-central-1:111122223333:*" } },
          }),
        },
      },
      { props: { assumeRolePolicy: written({ ...trust, Principal: { Service: "lambda.amazonaws.com" } }) } },
    ],
    fail: [
      { props: { assumeRolePolicy: written(trust) } },
      {
        props: {
          assumeRolePolicy: written({ ...trust, Condition: { StringLike: { "aws:SourceAccount": "*" } } }),
        },
      },
      {
        props: {
          assumeRolePolicy: written({
            ...trust,
            Principal: { Service: ["ecs-tasks.amazonaws.com", "scheduler.amazonaws.com"] },
          }),
        },
      },
    ],
  },
});
