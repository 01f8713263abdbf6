import { ownAccounts } from "../../reading/accounts.ts";
import { permission } from "../../reading/function-types.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const events = { principal: "events.amazonaws.com", action: "lambda:InvokeFunction" };
const rule = "arn:aws:events:eu-central-1:111122223333:rule/nightly";
const provider = { allowedAccountIds: '["111122223333"]' };

export const invokePermissionTied = resourceRule({
  id: "invoke-permission-tied",
  title: "A service may invoke a function for one thing of this account only",
  requirements: ["G07", "G13"],
  controls: ["FSBP Lambda.1", "CKV_AWS_301", "CKV_AWS_364"],
  why: "The service acts for every AWS customer: without a source, a stranger's rule or bucket sets our function off.",
  fix: "Set sourceArn, and sourceAccount beside it where the ARN names no account.",
  judges: permission,
  findings: (props, { provider: by }) => {
    const { principal } = props;
    if (given(props, "principalOrgId") || given(props, "eventSourceToken")) return [];
    if (typeof principal !== "string" || principal === "*") return ["anyone may invoke it"];
    if (!/\.amazonaws\.com(?:\.cn)?$/.test(principal)) {
      const account = /\d{12}/.exec(principal)?.[0];
      const own = ownAccounts(by);
      return account === undefined || own.size === 0 || own.has(account)
        ? []
        : [`account ${account} may invoke it`];
    }
    const tied = given(props, "sourceAccount") || (given(props, "sourceArn") && !/^s3\./.test(principal));
    return tied ? [] : [`${principal} may invoke it for any account`];
  },
  examples: {
    pass: [
      { props: { ...events, sourceArn: rule } },
      { props: { ...events, sourceArn: unknown } },
      { props: { ...events, sourceAccount: "111122223333" } },
      {
        props: {
          principal: "s3.amazonaws.com",
          sourceArn: "arn:aws:s3:::reports",
          sourceAccount: "111122223333",
        },
      },
      { props: { principal: "arn:aws:iam::111122223333:role/ci" }, provider },
      { props: { principal: "*", principalOrgId: "o-a1b2c3d4e5" } },
    ],
    fail: [
      { props: events },
      { props: { principal: "*" } },
      { props: { ...events, principal: unknown } },
      // A bucket's ARN names no account: its name can be somebody else's tomorrow.
      { props: { principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::reports" } },
      { props: { principal: "999988887777" }, provider },
    ],
  },
});
