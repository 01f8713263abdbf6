import { targetGroups } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

const slowest = 90;
const success = /^2\d\d(?:[-,]2\d\d)*$/;

export const targetHealthChecked = resourceRule({
  id: "target-health-checked",
  title: "A task gets requests only while its own health endpoint says so",
  requirements: ["C11", "P08"],
  controls: ["CKV_AWS_261"],
  why: "The default asks / and knows nothing of the service; a range such as 200-499 calls a broken task healthy.",
  fix: `Set healthCheck { path: "/health", matcher: "200" } with interval × unhealthyThreshold of at most ${slowest} s.`,
  judges: targetGroups,
  findings: ({ healthCheck, targetType }) => {
    if (targetType === "lambda") return [];
    const {
      enabled = true,
      path = "/",
      matcher = "200",
      interval = 30,
      unhealthyThreshold = 3,
    } = healthCheck ?? {};
    return [
      ...(enabled === false ? ["its health check is off"] : []),
      ...(path === "/" ? ["its health check asks / instead of a health endpoint"] : []),
      ...(success.test(matcher) ? [] : [`its health check takes ${matcher} for healthy`]),
      ...(interval * unhealthyThreshold > slowest
        ? [`a sick task is served for ${interval * unhealthyThreshold} s`]
        : []),
    ];
  },
  examples: {
    pass: [
      { props: { healthCheck: { path: "/health", matcher: "200", interval: 15, unhealthyThreshold: 3 } } },
      { props: { healthCheck: { path: "/health" } } },
    ],
    fail: [
      { props: {} },
      { props: { healthCheck: { path: "/" } } },
      { props: { healthCheck: { path: "/health", enabled: false } } },
      { props: { healthCheck: { path: "/health", matcher: "200-499" } } },
      { props: { healthCheck: { path: "/health", interval: 60, unhealthyThreshold: 5 } } },
    ],
  },
});
