import { webAcl } from "../../reading/aws-types.ts";
import { distribution } from "../../reading/cdn.ts";
import { stackRule } from "../../rule.ts";

const acl = (scope: string) => ({ type: webAcl, name: "acl", props: { scope } }) as const;
const cdn = { type: distribution, name: "cdn", uses: { webAclId: ["acl"] } } as const;

export const cdnBehindFirewall = stackRule({
  id: "cdn-behind-firewall",
  title: "A firewall stands before every CDN",
  requirements: ["C07", "C06"],
  controls: ["FSBP CloudFront.6", "CKV_AWS_68"],
  judges: distribution,
  why: "What the CDN passes on comes from its own addresses: behind it, nobody can tell one visitor who asks too much from all the others.",
  fix: 'Set webAclId to the arn of a WebAcl with scope: "CLOUDFRONT".',
  findings: (stack) =>
    stack.all(distribution).flatMap((node) => {
      const found = stack.all(webAcl).find((one) => stack.points(node, "webAclId", one));
      if (!found) return [{ node, says: "no web ACL of the stack stands before it" }];
      return found.known("scope") === "CLOUDFRONT"
        ? []
        : [{ node: found, says: `stands before ${node.name} and its scope is not CLOUDFRONT` }];
    }),
  examples: {
    pass: [[acl("CLOUDFRONT"), cdn]],
    fail: [
      [{ type: distribution, name: "cdn" }],
      [acl("REGIONAL"), cdn],
      [acl("CLOUDFRONT"), { ...cdn, uses: {} }],
    ],
  },
});
