import { arnOf } from "../../place.ts";
import { lendsKeys } from "./lending.ts";
import {
  grant,
  numbered,
  passes,
  requested,
  type Scope,
  serviceLinked,
  type Table,
  untied,
} from "./scope.ts";

/** What runs: cluster, services and the tasks' definitions, their images, and how many there are. */
export function ecs(scope: Scope): Table {
  const { place } = scope;
  const at = (kind: string) => [arnOf(place, "ecs", kind)];
  const cluster = at(`cluster/${place.prefix}`);
  const services = at(`service/${place.prefix}/*`);
  const definitions = at(`task-definition/${place.prefix}-*:*`);
  const tags = ["TagResource", "UntagResource"];

  return {
    "aws:ecs/cluster:Cluster": {
      read: [grant("ecs", ["DescribeClusters", "ListTagsForResource"], cluster)],
      write: [
        grant(
          "ecs",
          ["CreateCluster", "DeleteCluster", "UpdateCluster", "UpdateClusterSettings", ...tags],
          cluster,
        ),
        serviceLinked(scope, "ecs.amazonaws.com"),
      ],
    },
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
      read: [grant("ecs", ["DescribeClusters"], cluster)],
      write: [grant("ecs", ["PutClusterCapacityProviders"], cluster)],
    },
    "aws:ecs/service:Service": {
      read: [
        grant("ecs", ["DescribeServices", "ListServiceDeployments", "ListTagsForResource"], services),
        grant(
          "ecs",
          ["DescribeServiceDeployments"],
          [...services, ...at(`service-deployment/${place.prefix}/*`)],
        ),
      ],
      write: [
        grant("ecs", ["CreateService", "DeleteService", "UpdateService", ...tags], services),
        passes(scope, "ecs.amazonaws.com"), // what ECS shifts traffic and asks hooks with
      ],
    },
    "aws:ecs/taskDefinition:TaskDefinition": {
      read: [
        untied(scope, "ecs", "DescribeTaskDefinition"),
        grant("ecs", ["ListTagsForResource"], definitions),
      ],
      write: [
        grant("ecs", ["RegisterTaskDefinition", ...tags], definitions),
        passes(scope, "ecs-tasks.amazonaws.com"),
      ],
    },
  };
}

/** Where services find one another. */
export function discovery(scope: Scope): Table {
  const namespaces = numbered(scope, "servicediscovery", "namespace/");
  return {
    "aws:servicediscovery/httpNamespace:HttpNamespace": {
      read: [
        grant("servicediscovery", ["GetNamespace"], namespaces),
        untied(scope, "servicediscovery", "GetOperation", "ListTagsForResource"),
      ],
      write: [
        grant("servicediscovery", ["CreateHttpNamespace"], ["*"], requested(scope)),
        grant("servicediscovery", ["DeleteNamespace", "UpdateHttpNamespace"], namespaces),
        untied(scope, "servicediscovery", "TagResource", "UntagResource"),
      ],
    },
  };
}

export function scaling(scope: Scope): Table {
  const targets = numbered(scope, "application-autoscaling", "scalable-target/");
  const ofServices = { StringEquals: { "application-autoscaling:service-namespace": "ecs" } };
  // Application Auto Scaling makes an alarm for each policy, in the caller's name.
  const alarms = [arnOf(scope.place, "cloudwatch", `alarm:TargetTracking-service/${scope.place.prefix}/*`)];
  return {
    "aws:appautoscaling/target:Target": {
      read: [
        untied(scope, "application-autoscaling", "DescribeScalableTargets"),
        grant("application-autoscaling", ["ListTagsForResource"], targets),
      ],
      write: [
        grant(
          "application-autoscaling",
          ["DeregisterScalableTarget", "RegisterScalableTarget"],
          targets,
          ofServices,
        ),
        grant("application-autoscaling", ["TagResource", "UntagResource"], targets),
        serviceLinked(scope, "ecs.application-autoscaling.amazonaws.com"),
      ],
    },
    "aws:appautoscaling/policy:Policy": {
      read: [untied(scope, "application-autoscaling", "DescribeScalingPolicies")],
      write: [
        grant("application-autoscaling", ["DeleteScalingPolicy", "PutScalingPolicy"], targets, ofServices),
        grant("cloudwatch", ["DeleteAlarms", "DescribeAlarms", "PutMetricAlarm"], alarms),
      ],
    },
  };
}

export function ecr(scope: Scope): Table {
  const repositories = [arnOf(scope.place, "ecr", `repository/${scope.place.prefix}/*`)];
  return {
    "aws:ecr/repository:Repository": {
      read: [grant("ecr", ["DescribeRepositories", "ListTagsForResource"], repositories)],
      write: [
        grant(
          "ecr",
          [
            "CreateRepository",
            "DeleteRepository",
            "PutImageScanningConfiguration",
            "PutImageTagMutability",
            "TagResource",
            "UntagResource",
          ],
          repositories,
        ),
        grant(
          "ecr",
          [
            "BatchCheckLayerAvailability",
            "BatchGetImage",
            "CompleteLayerUpload",
            "GetDownloadUrlForLayer",
            "InitiateLayerUpload",
            "PutImage",
            "UploadLayerPart",
          ],
          repositories,
        ),
        untied(scope, "ecr", "GetAuthorizationToken"),
        lendsKeys(scope, "ecr"),
      ],
    },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
      read: [grant("ecr", ["GetLifecyclePolicy"], repositories)],
      write: [grant("ecr", ["DeleteLifecyclePolicy", "PutLifecyclePolicy"], repositories)],
    },
  };
}
