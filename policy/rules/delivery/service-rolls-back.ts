import { service } from "../../reading/aws-types.ts";
import { isShifting } from "../../reading/releases.ts";
import { resourceRule } from "../../rule.ts";

export const serviceRollsBack = resourceRule({
  id: "service-rolls-back",
  title: "A deployment that fails undoes itself",
  requirements: ["G14", "K17", "C21", "C11"],
  why: "Without it, ECS goes on starting tasks that die, and the release stays half done until someone looks.",
  fix: "Set deploymentCircuitBreaker { enable: true, rollback: true }, or with CANARY, LINEAR and BLUE_GREEN, where ECS takes no circuit breaker, alarms { enable, rollback, alarmNames }.",
  judges: service,
  findings: ({ deploymentConfiguration, deploymentCircuitBreaker, deploymentController, alarms }) => {
    const controller = deploymentController?.type ?? "ECS";
    if (controller !== "ECS") return [`the deployment controller is ${controller}, not ECS`];
    if (isShifting(deploymentConfiguration?.strategy))
      return [
        ...(deploymentCircuitBreaker?.enable === true
          ? [`has a circuit breaker, which ECS refuses beside ${deploymentConfiguration.strategy}`]
          : []),
        ...(alarms?.enable === true && alarms.rollback === true
          ? []
          : ["no alarm rolls its deployment back"]),
        ...(alarms && (!("alarmNames" in alarms) || alarms.alarmNames.length === 0)
          ? ["alarms names no alarm"]
          : []),
      ];
    const breaker = deploymentCircuitBreaker;
    return breaker?.enable === true && breaker.rollback === true
      ? []
      : ["its circuit breaker does not roll back"];
  },
  examples: {
    pass: [
      { props: { deploymentCircuitBreaker: { enable: true, rollback: true } } },
      {
        props: {
          deploymentConfiguration: { strategy: "CANARY" },
          alarms: { enable: true, rollback: true, alarmNames: ["shop-api-5xx"] },
        },
      },
    ],
    fail: [
      { props: {} },
      { props: { deploymentCircuitBreaker: { enable: true, rollback: false } } },
      { props: { deploymentCircuitBreaker: { enable: false, rollback: true } } },
      { props: { deploymentConfiguration: { strategy: "CANARY" } } },
      {
        props: {
          deploymentConfiguration: { strategy: "CANARY" },
          alarms: { enable: true, rollback: true, alarmNames: [] },
        },
      },
      {
        props: {
          deploymentConfiguration: { strategy: "LINEAR" },
          alarms: { enable: true, rollback: false, alarmNames: ["a"] },
        },
      },
      {
        props: {
          deploymentConfiguration: { strategy: "CANARY" },
          deploymentCircuitBreaker: { enable: true, rollback: true },
          alarms: { enable: true, rollback: true, alarmNames: ["shop-api-5xx"] },
        },
      },
      {
        props: {
          deploymentController: { type: "CODE_DEPLOY" },
          deploymentCircuitBreaker: { enable: true, rollback: true },
        },
      },
    ],
  },
});
