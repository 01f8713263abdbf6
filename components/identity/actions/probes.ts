import { arnOf } from "../../place.ts";
import { deliversLogs } from "./log-delivery.ts";
import {
  claimed,
  grant,
  named,
  numbered,
  owned,
  passes,
  requested,
  type Scope,
  serviceLinked,
  type Table,
  untied,
} from "./scope.ts";

const tags = ["TagResource", "UntagResource"];

/** How the names of what is behind each canary begin: after 21 characters of the canary's own the rest is AWS's ("DeleteCanary"). */
export const behindCanaries = ({ prefix }: Scope["place"]): string => `cwsyn-${`${prefix}-`.slice(0, 21)}`;

/** Probes. CloudWatch Synthetics makes a function and a layer for each, in the caller's name, and calls them `cwsyn-…`. */
export function probes(scope: Scope): Table {
  const { place } = scope;
  const canaries = [arnOf(place, "synthetics", `canary:${place.prefix}-*`)];
  const at = (kind: string) => [arnOf(place, "lambda", `${kind}:${behindCanaries(place)}*`)];
  const layers = at("layer");
  const versions = layers.map((layer) => `${layer}:*`);
  const ofRuntime = [arnOf({ ...place, account: "*" }, "lambda", "layer:Synthetics*:*")];
  return {
    "aws:synthetics/canary:Canary": {
      read: [grant("synthetics", ["GetCanary", "ListTagsForResource"], canaries)],
      write: [
        grant("synthetics", ["CreateCanary"], ["*"], requested(scope)),
        grant("synthetics", ["DeleteCanary", "StartCanary", "StopCanary", "UpdateCanary", ...tags], canaries),
        grant(
          "lambda",
          [
            "AddPermission",
            "CreateFunction",
            "DeleteFunction",
            "GetFunction",
            "GetFunctionConfiguration",
            "ListTags",
            "PublishVersion",
            "UpdateFunctionCode",
            "UpdateFunctionConfiguration",
            ...tags,
          ],
          at("function"),
        ),
        grant("lambda", ["PublishLayerVersion"], layers),
        grant("lambda", ["DeleteLayerVersion", "GetLayerVersion"], versions),
        grant("lambda", ["GetLayerVersion"], ofRuntime),
        passes(scope, "lambda.amazonaws.com"),
        passes(scope, "synthetics.amazonaws.com"),
      ],
    },
  };
}

/** What browsers report to, and as whom. */
export function rum(scope: Scope): Table {
  const monitors = named(scope, "rum", "appmonitor/");
  const pools = numbered(scope, "cognito-identity", "identitypool/");
  const groups = [arnOf(scope.place, "logs", `log-group:/aws/vendedlogs/RUMService_${scope.place.prefix}*`)];
  return {
    "aws:rum/appMonitor:AppMonitor": {
      read: [grant("rum", ["GetAppMonitor"], monitors), untied(scope, "rum", "ListTagsForResource")],
      write: [
        grant("rum", ["CreateAppMonitor", "DeleteAppMonitor", "UpdateAppMonitor", ...tags], monitors),
        grant("logs", ["CreateLogGroup", "PutRetentionPolicy"], groups),
        deliversLogs(scope),
        serviceLinked(scope, "rum.amazonaws.com"),
      ],
    },
    "aws:cognito/identityPool:IdentityPool": {
      read: [grant("cognito-identity", ["DescribeIdentityPool", "ListTagsForResource"], pools, owned(scope))],
      write: [
        grant("cognito-identity", ["CreateIdentityPool"], ["*"], requested(scope)),
        grant("cognito-identity", ["TagResource"], pools, claimed(scope)),
        grant("cognito-identity", ["DeleteIdentityPool", "UpdateIdentityPool", ...tags], pools, owned(scope)),
      ],
    },
    // IAM ties it to no pool; the roles that it hands on are the stack's own.
    "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": {
      read: [grant("cognito-identity", ["GetIdentityPoolRoles"], pools, owned(scope))],
      write: [
        untied(scope, "cognito-identity", "SetIdentityPoolRoles"),
        passes(scope, "cognito-identity.amazonaws.com"),
      ],
    },
  };
}
