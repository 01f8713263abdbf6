import { listeners, loadBalancers, service } from "../../reading/aws-types.ts";
import { namedBy, says } from "../../reading/named.ts";
import { groupRule, ingressRule, isWorld, openings, securityGroup, toWorld } from "../../reading/openings.ts";
import { forwards, opens, release, shiftedBy, shiftSettings } from "../../reading/release-examples.ts";
import { type Shift, shiftPath, shifts } from "../../reading/releases.ts";
import { stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const { testListenerRule: _, ...untested } = shiftSettings;
const prefixList = "aws:ec2/managedPrefixList:ManagedPrefixList";

export const releaseTestedBeforeUsers = stackRule({
  id: "release-tested-before-users",
  title: "A release is asked on a listener of its own before any user meets it",
  requirements: ["W04", "P16"],
  judges: service,
  why: "A smoke test needs a way to the new tasks alone; one that the world may take as well is a preview for everybody.",
  fix: "Set advancedConfiguration.testListenerRule to a rule on a second listener, whose port the balancer's security groups open to named addresses only.",
  findings: (stack) =>
    shifts(stack).flatMap((way) => wrong(stack, way).map((text) => ({ node: way.service, says: text }))),
  examples: {
    pass: [
      release(),
      release({ "open-8443": undefined }),
      release({
        "open-8443": opens(8443, "0.0.0.0/0"),
        balancer: { type: loadBalancers[0], props: { internal: true }, uses: { securityGroups: ["door"] } },
      }),
      release({
        own: { type: prefixList, props: { entries: [{ cidr: "198.51.100.7/32" }] } },
        "open-8443": byList("own"),
      }),
    ],
    fail: [
      release({ api: shiftedBy(untested) }),
      release({ tests: forwards("https", "blue", "green") }),
      release({ "open-8443": opens(8443, "0.0.0.0/0") }),
      release({
        "open-8443": {
          type: groupRule,
          props: { type: "ingress", protocol: "-1", cidrBlocks: ["0.0.0.0/0"] },
          uses: { securityGroupId: ["door"] },
        },
      }),
      release({
        door: {
          type: securityGroup,
          props: { ingress: [{ protocol: "tcp", fromPort: 8000, toPort: 9000, cidrBlocks: ["0.0.0.0/0"] }] },
        },
      }),
      release({
        all: { type: prefixList, props: { entries: [{ cidr: "0.0.0.0/0" }] } },
        "open-8443": byList("all"),
      }),
      release({ balancer: { type: loadBalancers[0] } }),
      release({ test: { type: listeners[0], props: { port: 8443 } } }),
    ],
  },
});

function wrong(
  stack: StackView,
  { service: node, at, productionRules, testRules }: Shift,
): readonly string[] {
  if (!says(node, shiftPath(at, "testListenerRule")))
    return ["its advancedConfiguration has no testListenerRule"];
  const on = (rules: readonly Node[]) =>
    rules.flatMap((rule) => namedBy(stack, rule, listeners, ["listenerArn"]));
  const tests = on(testRules);
  if (tests.length === 0) return ["its test rule hangs on no listener of the stack"];
  if (new Set([...on(productionRules), ...tests]).size < 2)
    return ["its test rule hangs on the listener that users ask"];
  return tests.every((listener) => openToWorld(stack, listener))
    ? ["the port of its test listener is open to the internet"]
    : [];
}

/** By what its balancer's security groups let in; a balancer without one of the stack's is not known to be closed. */
function openToWorld(stack: StackView, listener: Node): boolean {
  const port = Number(listener.known("port"));
  const balancers = namedBy(stack, listener, loadBalancers, ["loadBalancerArn"]);
  return !balancers.some((balancer) => {
    if (balancer.known("internal") === true) return true;
    const groups = balancer.uses("securityGroups").filter(({ type }) => type === securityGroup);
    const ways = groups.flatMap((group) => [
      group,
      ...[groupRule, ingressRule].flatMap((type) => stack.pointing(type, "securityGroupId", group)),
    ]);
    return groups.length > 0 && !ways.some((way) => letsWorldIn(way, port));
  });
}

function letsWorldIn(way: Node, port: number): boolean {
  const listed = ["prefixListId", "prefixListIds", "ingress"]
    .flatMap((property) => way.uses(property))
    .flatMap((list): readonly { cidr?: string }[] =>
      list.type === prefixList ? (list.known("entries") ?? []) : [],
    );
  const byList = listed.some(({ cidr }) => typeof cidr === "string" && isWorld(cidr));
  return openings(way.type, (property) => way.known(property), "ingress").some(
    (open) => open.from <= port && port <= open.to && (byList || toWorld(open)),
  );
}

function byList(list: string) {
  return {
    type: ingressRule,
    props: { ipProtocol: "tcp", fromPort: 8443, toPort: 8443 },
    uses: { securityGroupId: ["door"], prefixListId: [list] },
  };
}
