import { arnOf } from "../../place.ts";
import {
  claimed,
  type Grant,
  grant,
  numbered,
  owned,
  requested,
  type Scope,
  type Table,
  untied,
} from "./scope.ts";

/**
 * What a service needs of its caller to write a log where CloudWatch Logs is told to put it, and IAM ties none of it to a
 * resource ("Logging that requires additional permissions [V1]", CloudWatch Logs guide).
 */
export const deliversLogs = (scope: Scope): Grant =>
  untied(
    scope,
    "logs",
    "CreateLogDelivery",
    "DeleteLogDelivery",
    "DescribeLogGroups",
    "DescribeResourcePolicies",
    "GetLogDelivery",
    "ListLogDeliveries",
    "PutResourcePolicy",
    "UpdateLogDelivery",
  );

/** Logs that a service delivers itself, from where to where ("[V2]", the same page). */
export function logDelivery(scope: Scope): Table {
  const { place } = scope;
  const at = (kind: string) => arnOf(place, "logs", `${kind}:${place.prefix}-*`);
  const sources = at("delivery-source");
  const destinations = at("delivery-destination");
  const deliveries = numbered(scope, "logs", "delivery:");
  const distributions = [arnOf(place, "cloudfront", "distribution/*", "global")];
  const tags = ["TagResource", "UntagResource"];
  return {
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
      read: [grant("logs", ["GetDeliverySource", "ListTagsForResource"], [sources])],
      write: [
        grant("logs", ["DeleteDeliverySource", "PutDeliverySource", ...tags], [sources]),
        grant("logs", ["DeleteDeliverySource"], [destinations]), // what the reference ties it to
        grant("cloudfront", ["AllowVendedLogDeliveryForResource"], distributions, owned(scope)),
      ],
    },
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": {
      read: [grant("logs", ["GetDeliveryDestination", "ListTagsForResource"], [destinations])],
      write: [
        grant("logs", ["DeleteDeliveryDestination", "PutDeliveryDestination", ...tags], [destinations]),
      ],
    },
    "aws:cloudwatch/logDelivery:LogDelivery": {
      read: [grant("logs", ["GetDelivery", "ListTagsForResource"], deliveries, owned(scope))],
      write: [
        grant("logs", ["CreateDelivery"], deliveries, requested(scope)),
        grant("logs", ["CreateDelivery", "UpdateDeliveryConfiguration"], [destinations, sources]),
        grant("logs", ["TagResource"], deliveries, claimed(scope)),
        grant("logs", ["DeleteDelivery", "UpdateDeliveryConfiguration", ...tags], deliveries, owned(scope)),
      ],
    },
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
      read: [untied(scope, "logs", "DescribeResourcePolicies")],
      write: [untied(scope, "logs", "DeleteResourcePolicy", "PutResourcePolicy")],
    },
  };
}
