import { certificate } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const certificateRenewsItself = resourceRule({
  id: "certificate-renews-itself",
  title: "No certificate waits for a person to be renewed",
  requirements: ["G05"],
  controls: ["FSBP ACM.1", "FSBP ACM.2", "CKV_AWS_233"],
  why: "ACM renews what it can validate by DNS; e-mail and imported certificates expire on a night when nobody reads e-mail.",
  fix: 'Set validationMethod: "DNS", and a key of RSA_2048 or an elliptic curve.',
  judges: certificate,
  findings: ({ validationMethod, keyAlgorithm = "RSA_2048" }) => [
    ...(validationMethod === "DNS" ? [] : [`validationMethod is ${validationMethod ?? "not set"}`]),
    ...(keyAlgorithm === "RSA_1024" ? ["its key is RSA_1024"] : []),
  ],
  examples: {
    pass: [
      { props: { validationMethod: "DNS" } },
      { props: { validationMethod: "DNS", keyAlgorithm: "EC_prime256v1" } },
    ],
    fail: [
      { props: {} },
      { props: { validationMethod: "EMAIL" } },
      { props: { validationMethod: "DNS", keyAlgorithm: "RSA_1024" } },
    ],
  },
});
