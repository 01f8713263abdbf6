import { type Makers, named, nameFor } from "./maker.ts";

export const run: Makers = {
  "aws:ecs/cluster:Cluster": (question) => {
    const name = nameFor(question);
    const arn = question.arn("ecs", `cluster/${name}`);
    return { id: arn, arn, name };
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ({ text }) => ({ id: text("clusterName") }),
  "aws:ecs/taskDefinition:TaskDefinition": ({ arn, hex, text }) => {
    const family = text("family");
    const revision = 1 + Number.parseInt(hex(3), 16);
    const withoutRevision = arn("ecs", `task-definition/${family}`);
    return {
      id: family,
      family,
      revision,
      arn: `${withoutRevision}:${revision}`,
      arnWithoutRevision: withoutRevision,
    };
  },
  "aws:ecs/service:Service": (question) => {
    const name = nameFor(question);
    const cluster = question.text("cluster").split("cluster/")[1] ?? question.text("cluster");
    const arn = question.arn("ecs", `service/${cluster}/${name}`);
    return { id: arn, arn, name };
  },
  "aws:servicediscovery/httpNamespace:HttpNamespace": ({ arn, hex }) => {
    const id = `ns-${hex(16)}`;
    return { id, arn: arn("servicediscovery", `namespace/${id}`) };
  },
  "aws:ecr/repository:Repository": named("name", ({ arn, where }, name) => ({
    arn: arn("ecr", `repository/${name}`),
    registryId: where.account,
    repositoryUrl: `${where.account}.dkr.ecr.${where.region}.amazonaws.com/${name}`,
  })),
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": ({ text, where }) => ({
    id: text("repository"),
    registryId: where.account,
  }),
  "aws:appautoscaling/target:Target": ({ arn, hex, text }) => ({
    id: text("resourceId"),
    arn: arn("application-autoscaling", `scalable-target/${hex(12)}`),
  }),
  "aws:appautoscaling/policy:Policy": named("name", ({ arn, hex, text }, name) => ({
    arn: arn("autoscaling", `scalingPolicy:${hex(32)}:resource/ecs/${text("resourceId")}:policyName/${name}`),
    alarmArns: [],
  })),
  "aws:lambda/function:Function": (question) => {
    const name = nameFor(question);
    const arn = question.arn("lambda", `function:${name}`);
    return { id: name, name, arn, version: "$LATEST", qualifiedArn: `${arn}:$LATEST` };
  },
  "aws:lambda/permission:Permission": named("statementId"),
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": ({ text }) => ({
    id: text("functionName"),
  }),
  "aws:lambda/invocation:Invocation": ({ hex, text }) => ({
    id: `${text("functionName")}_$LATEST_${hex(32)}`,
    result: '{"ok":true}',
  }),
  "aws:scheduler/schedule:Schedule": (question) => {
    const name = nameFor(question);
    const group = question.text("groupName") || "default";
    const arn = question.arn("scheduler", `schedule/${group}/${name}`);
    return { id: `${group}/${name}`, name, groupName: group, arn };
  },
  "aws:sfn/stateMachine:StateMachine": (question) => {
    const name = nameFor(question);
    const arn = question.arn("states", `stateMachine:${name}`);
    return { id: arn, name, arn, status: "ACTIVE", revisionId: "INITIAL" };
  },
  "docker:index/image:Image": ({ hex, text }) => ({
    id: `sha256:${hex(64)}`,
    repoDigest: `${text("imageName").replace(/:[^/:]*$/, "")}@sha256:${hex(64)}`,
  }),
  "docker:index/registryImage:RegistryImage": ({ hex }) => ({
    id: `sha256:${hex(64)}`,
    sha256Digest: `sha256:${hex(64)}`,
  }),
  "docker:index/remoteImage:RemoteImage": ({ hex, text }) => ({
    id: `sha256:${hex(64)}`,
    repoDigest: `${text("name").replace(/:[^/:]*$/, "")}@sha256:${hex(64)}`,
    imageId: `sha256:${hex(64)}`,
  }),
};
