import { repository } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const registryScansImages = resourceRule({
  id: "registry-scans-images",
  title: "Every image is scanned for known vulnerabilities when it arrives",
  requirements: ["C08", "G10"],
  controls: ["FSBP ECR.1", "CKV_AWS_163"],
  why: "The last moment at which a vulnerable base image costs nothing is before anyone runs it.",
  fix: "Set imageScanningConfiguration: { scanOnPush: true }.",
  judges: repository,
  findings: ({ imageScanningConfiguration }) =>
    imageScanningConfiguration?.scanOnPush === true ? [] : ["scanOnPush is not true"],
  examples: {
    pass: [{ props: { imageScanningConfiguration: { scanOnPush: true } } }],
    fail: [{ props: {} }, { props: { imageScanningConfiguration: { scanOnPush: false } } }],
  },
});
