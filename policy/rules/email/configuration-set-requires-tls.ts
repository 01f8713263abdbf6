import { configurationSets } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const configurationSetRequiresTls = resourceRule({
  id: "configuration-set-requires-tls",
  title: "Mail travels encrypted, or not at all",
  requirements: ["G04", "C04"],
  controls: ["FSBP SES.3", "CKV_AWS_365"],
  why: "By default SES delivers in the clear wherever the other side offers no TLS, and whoever stands between can see to that.",
  fix: 'Set deliveryOptions.tlsPolicy: "REQUIRE".',
  judges: configurationSets,
  findings: ({ deliveryOptions }) =>
    String(deliveryOptions?.tlsPolicy).toUpperCase() === "REQUIRE"
      ? []
      : [`its tlsPolicy is ${deliveryOptions?.tlsPolicy ?? "not set"}`],
  examples: {
    pass: [
      { props: { deliveryOptions: { tlsPolicy: "REQUIRE" } } },
      { type: configurationSets[1], props: { deliveryOptions: { tlsPolicy: "Require" } } },
    ],
    fail: [
      { props: {} },
      { props: { deliveryOptions: {} } },
      { props: { deliveryOptions: { tlsPolicy: "OPTIONAL" } } },
      { props: { deliveryOptions: unknown } },
    ],
  },
});
