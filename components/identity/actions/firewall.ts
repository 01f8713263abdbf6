import { edgeRegion } from "../../frontend/edge-region.ts";
import { arnOf } from "../../place.ts";
import { deliversLogs } from "./log-delivery.ts";
import { grant, type Scope, type Table, untied } from "./scope.ts";

/** Firewalls by name. Those before a CDN stand in one region, whatever the stack's ("CLOUDFRONT", WAFV2 API). */
export function firewall(scope: Scope): Table {
  const { place } = scope;
  const scopes = place.region === edgeRegion ? ["global", "regional"] : ["regional"];
  const at = (kind: string) => scopes.map((one) => arnOf(place, "wafv2", `${one}/${kind}`));
  const lists = at(`webacl/${place.prefix}-*/*`);
  const balancers = [arnOf(place, "elasticloadbalancing", `loadbalancer/app/${place.prefix}/*`)];
  return {
    "aws:wafv2/webAcl:WebAcl": {
      read: [grant("wafv2", ["GetWebACL", "ListTagsForResource"], lists)],
      write: [
        grant(
          "wafv2",
          ["CreateWebACL", "DeleteWebACL", "TagResource", "UntagResource", "UpdateWebACL"],
          lists,
        ),
        // AWS's own groups of rules count as the caller's resources.
        grant("wafv2", ["CreateWebACL", "UpdateWebACL"], at("managedruleset/*/*")),
      ],
    },
    "aws:wafv2/webAclAssociation:WebAclAssociation": {
      read: [grant("wafv2", ["GetWebACLForResource"], [...lists, ...balancers])],
      write: [
        grant("wafv2", ["AssociateWebACL"], lists),
        grant("wafv2", ["AssociateWebACL", "DisassociateWebACL"], balancers),
        grant(
          "elasticloadbalancing",
          ["CreateWebACLAssociation", "DeleteWebACLAssociation", "GetLoadBalancerWebACL"],
          balancers,
        ),
        untied(scope, "elasticloadbalancing", "SetWebAcl"),
      ],
    },
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
      read: [grant("wafv2", ["GetLoggingConfiguration"], lists)],
      write: [
        grant("wafv2", ["DeleteLoggingConfiguration", "PutLoggingConfiguration"], lists),
        deliversLogs(scope),
      ],
    },
  };
}
