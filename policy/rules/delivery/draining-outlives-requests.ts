import { targetGroups } from "../../reading/aws-types.ts";
import { task } from "../../reading/containers.ts";
import { release } from "../../reading/release-examples.ts";
import { served } from "../../reading/releases.ts";
import { servedContainer } from "../../reading/served-containers.ts";
import { stackRule } from "../../rule.ts";

const drains = (deregistrationDelay: number | undefined) => ({
  type: targetGroups[0],
  props: { deregistrationDelay },
});

export const drainingOutlivesRequests = stackRule({
  id: "draining-outlives-requests",
  title: "A task that leaves lives as long as the requests that it has begun",
  requirements: ["C11", "P08", "G16"],
  judges: targetGroups,
  why: "Each deployment takes tasks out of the balancer; a container that is stopped before its group has drained cuts requests in two.",
  fix: "Set deregistrationDelay to the longest request, and the container's stopTimeout to as much or more.",
  findings: (stack) =>
    served(stack).flatMap((one) => {
      const container = servedContainer(stack, one);
      if (container === undefined) {
        const says = "its served container is not known before deploy";
        return [{ node: one.service, says, notProven: true as const }];
      }
      const { stopTimeout } = container;
      if (typeof stopTimeout !== "number")
        return [{ node: one.service, says: "its served container has no stopTimeout" }];
      return one.groups.flatMap((node) => {
        const delay: unknown = node.known("deregistrationDelay");
        if (typeof delay !== "number")
          return [{ node, says: "has no deregistrationDelay, which is then 300 s" }];
        return delay <= stopTimeout
          ? []
          : [{ node, says: `drains for ${delay} s, and its tasks are stopped after ${stopTimeout} s` }];
      });
    }),
  examples: {
    pass: [release(), release({ blue: drains(60) }), [{ ...drains(undefined), name: "of-no-service" }]],
    fail: [
      release({ blue: drains(61) }),
      release({ green: drains(undefined) }),
      release({ "api-task": task({}) }),
      release({ "api-task": task({ name: "sidecar", stopTimeout: 60 }) }),
      release({ "api-task": { type: "aws:ecs/taskDefinition:TaskDefinition" } }),
    ],
  },
});
