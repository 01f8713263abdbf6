import { covers, type Statement, written } from "../../reading/document.ts";
import { grants, grantTypes, role } from "../../reading/grants.ts";
import { resourceRule } from "../../rule.ts";

const decrypting = ["kms:Decrypt", "kms:ReEncryptFrom"];
/** Conditions that say which keys are meant; through which service it is used does not. */
const naming = /^(kms:(resourcealiases|requestalias|encryptioncontext:.+)|aws:resourcetag\/.+)$/;

const decrypt = {
  Effect: "Allow",
  Action: "kms:Decrypt",
  Resource: "arn:aws:kms:eu-central-1:111122223333:key/*",
};
const aliases = { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/shop-data" } };

export const decryptionTiedToKeys = resourceRule({
  id: "decryption-tied-to-keys",
  title: "Who may decrypt may do so with named keys only",
  requirements: ["G07", "G13"],
  controls: ["FSBP KMS.1", "FSBP KMS.2"],
  why: "One key per class of data separates nothing if a role may use them all.",
  fix: "Name the key's ARN, or add a condition on kms:ResourceAliases.",
  judges: grantTypes,
  findings: (props, { type }) =>
    grants(type, props).flatMap(({ actions, resources, conditions }: Statement) => {
      const any = resources.some(
        (resource) => resource === "*" || /:(key|alias)\/\*$|^arn:[^:]*:kms:.*\*$/.test(resource),
      );
      const named = conditions.some(({ key, values }) => naming.test(key) && !values.includes("*"));
      const may = actions.filter((action) => decrypting.some((wanted) => covers(action, wanted)));
      return any && !named ? may.map((action) => `it allows ${action} with every key`) : [];
    }),
  examples: {
    pass: [
      { props: { policy: written({ ...decrypt, Condition: aliases }) } },
      { props: { policy: written({ ...decrypt, Resource: "arn:aws:kms:eu-central-1:111122223333:key/1" }) } },
      { props: { policy: written({ ...decrypt, Action: "kms:DescribeKey" }) } },
    ],
    fail: [
      { props: { policy: written(decrypt) } },
      { props: { policy: written({ ...decrypt, Resource: "*" }) } },
      { props: { policy: written({ ...decrypt, Action: ["kms:De*"] }) } },
      {
        props: {
          policy: written({
            ...decrypt,
            Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
          }),
        },
      },
      { type: role, props: { inlinePolicies: [{ policy: written(decrypt) }] } },
    ],
  },
});
