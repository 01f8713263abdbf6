import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const subnetGivesNoPublicAddress = resourceRule({
  id: "subnet-gives-no-public-address",
  title: "Nothing gets a public address by being placed in a subnet",
  requirements: ["G05"],
  controls: ["FSBP EC2.15", "CKV_AWS_130"],
  why: "A public address is decided for one thing at a time; the balancer brings its own.",
  fix: "Set mapPublicIpOnLaunch to false or leave it out.",
  judges: "aws:ec2/subnet:Subnet",
  findings: ({ mapPublicIpOnLaunch }) =>
    mapPublicIpOnLaunch === true ? ["mapPublicIpOnLaunch is true"] : [],
  examples: {
    pass: [{ props: {} }, { props: { mapPublicIpOnLaunch: false } }],
    fail: [{ props: { mapPublicIpOnLaunch: true } }, { props: { mapPublicIpOnLaunch: unknown } }],
  },
});
