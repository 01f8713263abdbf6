import { isDeepStrictEqual } from "node:util";
import { targetGroups } from "../../reading/aws-types.ts";
import { healthCheck, release } from "../../reading/release-examples.ts";
import { shifts } from "../../reading/releases.ts";
import { stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const compared = ["port", "protocol", "protocolVersion", "targetType", "healthCheck"] as const;
const base = { port: 8000, protocol: "HTTP", targetType: "ip", healthCheck };
const green = (change: object) =>
  release({ green: { type: targetGroups[0], props: { ...base, ...change } } });

export const groupsAgree = stackRule({
  id: "groups-agree",
  title: "A release is asked for its health as the one before it was",
  requirements: ["P16", "C11"],
  judges: targetGroups,
  why: "The groups take turns: with two health checks, every second release is judged by the weaker one.",
  fix: "Give both target groups of a service the same port, protocol, targetType and healthCheck.",
  findings: (stack) =>
    shifts(stack).flatMap(({ groups }) =>
      groups.flatMap((node) => {
        const others = groups.filter((other) => other !== node).map((other) => unlike(node, other));
        const [nearest] = others.toSorted((a, b) => a.length - b.length);
        return nearest && nearest.length > 0
          ? [{ node, says: `has another ${nearest.join(", ")} than the group that it takes turns with` }]
          : [];
      }),
    ),
  examples: {
    pass: [
      release(),
      green({ deregistrationDelay: 10 }),
      [{ type: targetGroups[0], name: "web", props: base }],
    ],
    fail: [
      green({ port: 8001 }),
      green({ protocol: "HTTPS" }),
      green({ targetType: "instance" }),
      green({ healthCheck: { ...healthCheck, path: "/" } }),
      green({ healthCheck: undefined }),
    ],
  },
});

const unlike = (one: Node, other: Node): readonly string[] =>
  compared.filter((property) => !isDeepStrictEqual(one.known(property), other.known(property)));
