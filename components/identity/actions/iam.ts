import { arnOf } from "../../place.ts";
import { type Grant, grant, type Scope, type Table } from "./scope.ts";

/** AWS's own policies that a role of the stack may carry: each is a service's, and none opens the account. */
const readyMade = [
  "AmazonECSInfrastructureRolePolicyForLoadBalancers",
  "service-role/AmazonRDSEnhancedMonitoringRole",
  "service-role/AWSLambdaVPCAccessExecutionRole",
  "service-role/AWSBackupServiceRolePolicyForBackup",
  "service-role/AWSBackupServiceRolePolicyForRestores",
  "AWSBackupServiceRolePolicyForS3Backup",
  "AWSBackupServiceRolePolicyForS3Restore",
];

/**
 * Roles of the stack, by name, and under its boundary where there is one. Without a boundary, who may write a role may
 * do by way of it what the account allows: configure one (`permissionsBoundary`) where the pipeline is not trusted so far.
 */
export function iam({ place }: Scope): Table {
  const at = (kind: string) => [arnOf(place, "iam", kind, "global")];
  const roles = at(`role/${place.prefix}-*`);
  const bounded: Grant["when"] = place.permissionsBoundary
    ? { StringEquals: { "iam:PermissionsBoundary": place.permissionsBoundary } }
    : undefined;
  const attachable = readyMade.map((name) => `arn:${place.partition}:iam::aws:policy/${name}`);
  return {
    "aws:iam/role:Role": {
      read: [
        grant(
          "iam",
          ["GetRole", "ListAttachedRolePolicies", "ListInstanceProfilesForRole", "ListRolePolicies"],
          roles,
        ),
      ],
      write: [
        grant("iam", ["CreateRole", "PutRolePermissionsBoundary", "UpdateAssumeRolePolicy"], roles, bounded),
        grant("iam", ["DeleteRole", "TagRole", "UntagRole", "UpdateRole", "UpdateRoleDescription"], roles),
      ],
    },
    "aws:iam/rolePolicy:RolePolicy": {
      read: [grant("iam", ["GetRolePolicy"], roles)],
      write: [grant("iam", ["DeleteRolePolicy", "PutRolePolicy"], roles, bounded)],
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
      read: [grant("iam", ["ListAttachedRolePolicies"], roles)],
      write: [
        grant("iam", ["AttachRolePolicy", "DetachRolePolicy"], roles, {
          ...bounded,
          ArnEquals: { "iam:PolicyARN": attachable },
        }),
      ],
    },
    // What the pipeline itself is made of it may look at; a person changes it.
    "aws:iam/policy:Policy": {
      read: [
        grant("iam", ["GetPolicy", "GetPolicyVersion", "ListPolicyVersions"], at(`policy/${place.prefix}-*`)),
      ],
      write: [],
    },
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
      read: [
        grant("iam", ["GetOpenIDConnectProvider"], at("oidc-provider/token.actions.githubusercontent.com")),
      ],
      write: [],
    },
  };
}
