import { firewallLogging, webAcl } from "../../reading/aws-types.ts";
import { loggingOf } from "../../reading/firewall-places.ts";
import { list } from "../../reading/json.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const acl = { type: webAcl, name: "acl" } as const;
const logging = (props: object, uses: object = {}): StackExample[number] => ({
  type: firewallLogging,
  name: "logging",
  props: { ...props },
  uses: { resourceArn: ["acl"], ...uses },
});
const filter = (action: string, defaultBehavior = "DROP") => ({
  loggingFilter: {
    defaultBehavior,
    filters: [{ behavior: "KEEP", conditions: [{ actionCondition: { action } }] }],
  },
});
const somewhere = { logDestinationConfigs: ["arn:aws:s3:::aws-waf-logs-shop"] };

export const firewallLogs = stackRule({
  id: "firewall-logs",
  title: "Every firewall writes down whom it refused",
  requirements: ["C15", "C07"],
  controls: ["FSBP WAF.11", "CKV2_AWS_31"],
  judges: webAcl,
  why: "A rule that refuses the wrong ones is found by reading what it refused; so is where an attack came from.",
  fix: "Add a WebAclLoggingConfiguration with the web ACL's arn and a destination; a loggingFilter must keep BLOCK.",
  findings: (stack) =>
    stack.all(webAcl).flatMap((node) => {
      const found = loggingOf(stack, node);
      if (!found) return [{ node, says: "has no logging configuration" }];
      const destined =
        list(found.known("logDestinationConfigs")).length > 0 ||
        found.uses("logDestinationConfigs").length > 0;
      return [
        ...(destined ? [] : [{ node: found, says: "logs nowhere" }]),
        ...(keepsRefused(found) ? [] : [{ node: found, says: "does not keep what was refused" }]),
      ];
    }),
  examples: {
    pass: [
      [acl, logging(somewhere)],
      [acl, logging({ ...filter("BLOCK") }, { logDestinationConfigs: ["acl"] })],
      [acl, logging({ ...somewhere, ...filter("COUNT", "KEEP") })],
    ],
    fail: [
      [acl],
      [acl, { ...logging(somewhere), uses: {} }],
      [acl, logging({})],
      [acl, logging({ ...somewhere, ...filter("COUNT") })],
    ],
  },
});

/** Without a filter all requests are kept. */
function keepsRefused(node: Node): boolean {
  const filter = node.known("loggingFilter");
  if (filter === undefined || filter.defaultBehavior === "KEEP") return true;
  return list(filter.filters).some((one) => JSON.stringify(one).includes('"BLOCK"'));
}
