import { usesKeys } from "./lending.ts";
import { deliversLogs } from "./log-delivery.ts";
import {
  claimed,
  type Grant,
  grant,
  numbered,
  owned,
  passes,
  requested,
  type Scope,
  serviceLinked,
  type Table,
  untied,
  worldwide,
} from "./scope.ts";

/** Metrics of the product and what shows them. AWS numbers workspaces, so the stack's tags say whose they are. */
export function telemetry(scope: Scope): Table {
  const workspaces = numbered(scope, "aps", "workspace/");
  const own = (...actions: readonly string[]): Grant => grant("aps", actions, workspaces, owned(scope));
  return {
    "aws:amp/workspace:Workspace": {
      read: [own("DescribeLoggingConfiguration", "DescribeWorkspace", "ListTagsForResource")],
      write: [
        grant("aps", ["CreateWorkspace"], ["*"], requested(scope)),
        grant("aps", ["TagResource"], workspaces, claimed(scope)),
        own(
          "CreateLoggingConfiguration",
          "DeleteLoggingConfiguration",
          "DeleteWorkspace",
          "TagResource",
          "UntagResource",
          "UpdateLoggingConfiguration",
          "UpdateWorkspaceAlias",
        ),
        deliversLogs(scope),
        usesKeys(scope, "aps"),
      ],
    },
    "aws:amp/queryLoggingConfiguration:QueryLoggingConfiguration": {
      read: [own("DescribeQueryLoggingConfiguration")],
      write: [
        own(
          "CreateQueryLoggingConfiguration",
          "DeleteQueryLoggingConfiguration",
          "UpdateQueryLoggingConfiguration",
        ),
        deliversLogs(scope),
      ],
    },
  };
}

export function grafana(scope: Scope): Table {
  const workspaces = numbered(scope, "grafana", "/workspaces/");
  const tags = ["TagResource", "UntagResource"];
  return {
    "aws:grafana/workspace:Workspace": {
      read: [
        grant(
          "grafana",
          [
            "DescribeWorkspace",
            "DescribeWorkspaceAuthentication",
            "DescribeWorkspaceConfiguration",
            "ListTagsForResource",
          ],
          workspaces,
          owned(scope),
        ),
      ],
      write: [
        grant("grafana", ["CreateWorkspace"], ["*"], requested(scope)),
        grant("grafana", ["TagResource"], workspaces, claimed(scope)),
        grant(
          "grafana",
          ["DeleteWorkspace", "UpdateWorkspace", "UpdateWorkspaceConfiguration", ...tags],
          workspaces,
          owned(scope),
        ),
        passes(scope, "grafana.amazonaws.com"),
        serviceLinked(scope, "grafana.amazonaws.com"),
        // Who signs in with Identity Center does so at an application of its own ("Dependent actions", CreateWorkspace).
        untied(
          scope,
          "sso",
          "CreateManagedApplicationInstance",
          "DeleteManagedApplicationInstance",
          "DescribeRegisteredRegions",
          "GetSharedSsoConfiguration",
        ),
        worldwide("organizations", "DescribeOrganization"),
      ],
    },
  };
}
