import { arnOf } from "../../place.ts";
import { claimed, grant, owned, requested, type Scope, type Table, worldwide } from "./scope.ts";

const service = "cloudfront";

/** The CDN, which is in no region. A distribution has no name: the stack's tags say whose it is. */
export function cdn(scope: Scope): Table {
  const { place } = scope;
  const at = (kind: string) => [arnOf(place, service, kind, "global")];
  const distributions = at("distribution/*");
  const functions = at(`function/${place.prefix}-*`);
  const tags = ["TagResource", "UntagResource"];
  return {
    "aws:cloudfront/distribution:Distribution": {
      read: [grant(service, ["GetDistribution", "ListTagsForResource"], distributions, owned(scope))],
      write: [
        grant(service, ["CreateDistribution"], ["*"], requested(scope)),
        grant(service, ["TagResource"], distributions, claimed(scope)),
        grant(service, ["DeleteDistribution", "UpdateDistribution", ...tags], distributions, owned(scope)),
      ],
    },
    "aws:cloudfront/monitoringSubscription:MonitoringSubscription": {
      read: [worldwide(service, "GetMonitoringSubscription")],
      write: [worldwide(service, "CreateMonitoringSubscription", "DeleteMonitoringSubscription")],
    },
    "aws:cloudfront/function:Function": {
      read: [grant(service, ["DescribeFunction", "GetFunction", "ListTagsForResource"], functions)],
      write: [
        worldwide(service, "CreateFunction"),
        grant(service, ["DeleteFunction", "PublishFunction", "UpdateFunction", ...tags], functions),
      ],
    },
    ...untagged("originAccessControl", "origin-access-control/*"),
    ...untagged("responseHeadersPolicy", "response-headers-policy/*"),
    ...untagged("cachePolicy", "cache-policy/*"),
    ...untagged("originRequestPolicy", "origin-request-policy/*"),
  };

  /** CloudFront numbers these and gives them no tags: IAM cannot tell the stack's from another's. */
  function untagged(kind: string, resource: string): Table {
    const type = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    return {
      [`aws:cloudfront/${kind}:${type}`]: {
        read: [grant(service, [`Get${type}`], at(resource))],
        write: [
          worldwide(service, `Create${type}`),
          grant(service, [`Delete${type}`, `Update${type}`], at(resource)),
        ],
      },
    };
  }
}
