import { service } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const serviceWithoutPublicAddress = resourceRule({
  id: "service-without-public-address",
  title: "No task has an address on the internet",
  requirements: ["P02", "P05"],
  controls: ["FSBP ECS.2", "CKV_AWS_333"],
  why: "What the balancer hides behind TLS and routes, a public address would show beside it.",
  fix: "Give a networkConfiguration of private subnets with assignPublicIp: false.",
  judges: service,
  findings: ({ networkConfiguration }) => {
    if (!networkConfiguration) return ["has no networkConfiguration"];
    return networkConfiguration.assignPublicIp === true ? ["assignPublicIp is true"] : [];
  },
  examples: {
    pass: [
      { props: { networkConfiguration: { assignPublicIp: false } } },
      { props: { networkConfiguration: {} } },
    ],
    fail: [{ props: {} }, { props: { networkConfiguration: { assignPublicIp: true } } }],
  },
});
