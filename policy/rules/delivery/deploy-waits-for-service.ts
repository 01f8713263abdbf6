import { service } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const deployWaitsForService = resourceRule({
  id: "deploy-waits-for-service",
  title: "A deployment that was rolled back does not report success",
  requirements: ["W04", "C20", "C11"],
  why: "Otherwise `up` ends well once ECS has accepted the request, whatever becomes of the tasks.",
  fix: "Set waitForSteadyState: true.",
  judges: service,
  findings: ({ waitForSteadyState }) =>
    waitForSteadyState === true ? [] : ["waitForSteadyState is not true"],
  examples: {
    pass: [{ props: { waitForSteadyState: true } }],
    fail: [{ props: {} }, { props: { waitForSteadyState: false } }],
  },
});
