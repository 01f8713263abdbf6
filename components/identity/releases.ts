import { arnOf, type Place } from "../place.ts";
import { keyAlias } from "../secrets/key-class.ts";
import { type Grant, grant } from "./actions/scope.ts";

/** Where trials are written down, a rollback among them. */
export const tried = ["attachments", "trials"] as const;

/**
 * What CI does beside the deployment itself: one-off tasks, the proof that what was meant serves, its record, and the way
 * back (`./golive up`, `ops pin`, `ops release`, `ops task`, `ops redeploy`, `ops rollback`).
 */
export function releases(place: Place): readonly Grant[] {
  const at = (service: string, ...resources: readonly string[]) =>
    resources.map((resource) => arnOf(place, service, resource));
  const inCluster = { ArnEquals: { "ecs:cluster": arnOf(place, "ecs", `cluster/${place.prefix}`) } };
  const tasks = at("ecs", `task/${place.prefix}/*`);
  const services = at("ecs", `service/${place.prefix}/*`);
  const evidence = arnOf(place, "s3", `${place.prefix}-evidence-${place.account}`, "nowhere");
  return [
    grant("ecs", ["RunTask"], at("ecs", `task-definition/${place.prefix}-*:*`), inCluster),
    grant("ecs", ["DescribeTasks", "StopTask"], tasks),
    grant("ecs", ["TagResource"], tasks, { StringEquals: { "ecs:CreateAction": "RunTask" } }),
    grant("ecs", ["ListTasks"], at("ecs", `container-instance/${place.prefix}/*`), inCluster),
    grant("ecs", ["DescribeServices", "ListServiceDeployments", "UpdateService"], services),
    grant(
      "ecs",
      ["DescribeServiceDeployments", "StopServiceDeployment"],
      [...services, ...at("ecs", `service-deployment/${place.prefix}/*`)],
    ),
    // Images may be in another account's registry; this only says that one exists.
    grant("ecr", ["DescribeImages"], [`arn:${place.partition}:ecr:*:*:repository/*`]),
    grant("logs", ["FilterLogEvents", "GetLogEvents"], at("logs", `log-group:/${place.prefix}/*`)),
    grant("cloudwatch", ["DescribeAlarms"], at("cloudwatch", `alarm:${place.prefix}-*`)),
    grant("s3", ["ListBucket"], [evidence]),
    grant(
      "s3",
      ["GetObject"],
      [...tried, "migration", "release", "rollback"].map((kind) => `${evidence}/${kind}/*`),
    ),
    grant(
      "s3",
      ["PutObject"],
      [...tried, "release", "rollback"].map((kind) => `${evidence}/${kind}/*`),
    ),
    grant("kms", ["Decrypt", "GenerateDataKey"], at("kms", "key/*"), {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias(place, "data") },
      StringEquals: { "kms:ViaService": `s3.${place.region}.amazonaws.com` },
    }),
  ];
}
