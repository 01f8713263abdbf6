import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { capacityOf } from "../../components/run/capacity.ts";
import { Cluster } from "../../components/run/cluster.ts";
import { patience } from "../../components/run/deployment.ts";
import { fingerprint } from "../../components/run/fingerprint.ts";
import { imageOf } from "../../components/run/image.ts";
import { Service } from "../../components/run/service.ts";
import { Task, type TaskArgs } from "../../components/run/task.ts";
import { healthOf } from "../../config/health.ts";
import type { Deploy } from "../../config/shape/deploy.ts";
import type { Image, Service as Settings } from "../../config/shape/services.ts";
import { configOf } from "../config/config-of.ts";
import { type Answers, declare, unknown } from "./declare.ts";

const place = { prefix: "shop-staging", account: "111122223333", region: "eu-central-1", partition: "aws" };
const logs = { days: 30, keyArn: "arn:logs-key" };
const digest = `111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop@sha256:${"a".repeat(64)}`;
const repositoryArn = "arn:aws:ecr:eu-central-1:111122223333:repository/shop";
const { api, worker, scheduler, scraper } = configOf("production").services as Record<string, Settings>;

const knownArn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-staging/TOKEN-??????";
const token = (): { name: string; arn: pulumi.Output<string>; knownArn: string } => ({
  name: "shop-staging/TOKEN",
  knownArn,
  arn: new aws.secretsmanager.Secret("token").arn,
});
const taskOf = (settings: Settings | undefined, secrets: TaskArgs["secrets"][string][] = []): Task => {
  if (!settings) throw new Error("no such service in the stack file");
  return new Task("api", {
    place,
    settings,
    health: healthOf(settings),
    port: 8000,
    image: { ref: digest, repositoryArn },
    context: {
      CORS_ORIGINS: "https://shop.example",
      DATABASE_HOST: new aws.rds.Instance("db", { instanceClass: "x" }).address,
    },
    secrets: Object.fromEntries(secrets.map((secret) => ["TOKEN", secret])),
    logs,
    masked: ["EmailAddress"],
  });
};
const definitionType = "aws:ecs/taskDefinition:TaskDefinition";
const containers = (answer: unknown) => JSON.parse(String(answer));

describe("a task", () => {
  it("runs one pinned container that is nobody, may nothing and writes to /tmp alone", async () => {
    const answers: Answers = { "aws:rds/instance:Instance": { address: "db.internal" } };
    const plan = await declare(() => taskOf(api, [token()]), { pass: "resolved", answers });
    const { containerDefinitions, ...definition } = plan.only(definitionType);
    expect(containers(containerDefinitions)).toEqual([
      expect.objectContaining({
        image: digest,
        user: "10001:10001",
        privileged: false,
        readonlyRootFilesystem: true,
        linuxParameters: {
          initProcessEnabled: true,
          capabilities: { drop: ["ALL"] },
          tmpfs: [{ containerPath: "/tmp", size: 128, mountOptions: ["nosuid", "nodev"] }],
        },
        portMappings: [{ name: "api", containerPort: 8000, protocol: "tcp", appProtocol: "http" }],
      }),
    ]);
    expect(definition).toMatchObject({
      networkMode: "awsvpc",
      cpu: "512",
      memory: "1024",
      skipDestroy: true,
    });
  });

  it("is asked for its health inside the container, where the product says how (C11)", async () => {
    const asked = async (settings: Settings | undefined) => {
      const plan = await declare(() => taskOf(settings), { pass: "resolved" });
      return containers(plan.only(definitionType).containerDefinitions)[0].healthCheck;
    };
    expect(await asked(api)).toEqual({
      command: ["CMD", "python", "-c", expect.stringContaining("/health")],
      interval: 30,
      timeout: 5,
      retries: 3,
      startPeriod: 60,
    });
    expect(await asked(worker)).toBeUndefined();
  });

  it("gets its secrets by ARN, and has no way to be given a value", async () => {
    const plan = await declare(() => taskOf(api, [token()]), { pass: "resolved" });
    const [container] = containers(plan.only(definitionType).containerDefinitions);
    expect(container.secrets).toEqual([
      { name: "TOKEN", valueFrom: expect.stringMatching(/^arn:aws:secretsmanager:/) },
    ]);
    expect(container.environment.map(({ name }: { name: string }) => name)).not.toContain("TOKEN");
  });

  it("gets one key of a secret that is JSON, the current one, and its copy shows the same (G08)", async () => {
    const current = () => taskOf(api, [{ ...token(), jsonKey: "current" }]);
    const [preview, resolved] = [await declare(current), await declare(current, { pass: "resolved" })];
    const [container] = containers(resolved.only(definitionType).containerDefinitions);
    expect(container.secrets).toEqual([
      { name: "TOKEN", valueFrom: expect.stringMatching(/^arn:aws:secretsmanager:.+:current::$/) },
    ]);
    expect(firstOf(preview.get("golive:run:Task", "api").outputs.containers).secrets).toEqual([
      { name: "TOKEN", valueFrom: `${knownArn}:current::` },
    ]);
  });

  it("shows at a first preview all of its container but what AWS makes: of a secret's ARN, the last six characters", async () => {
    const plan = await declare(() => taskOf(api, [token()]));
    expect(plan.only(definitionType).containerDefinitions).toBe(unknown);
    expect(plan.get(definitionType, "api-definition").uses("containerDefinitions")).toEqual(["db", "token"]);
    const { environment, secrets } = firstOf(plan.get("golive:run:Task", "api").outputs.containers);
    expect(secrets).toEqual([{ name: "TOKEN", valueFrom: knownArn }]);
    expect(environment).toEqual([
      { name: "CORS_ORIGINS", value: "https://shop.example" },
      { name: "DATABASE_HOST" },
      { name: "DATABASE_SOURCE", value: "postgres" },
      { name: "LOG_FORMAT", value: "json" },
      { name: "REQUIRE_AUTH", value: "true" },
    ]);
  });

  it("is started with exactly its image, its log and its secrets", async () => {
    const plan = await declare(() => taskOf(api, [token()]));
    const { Statement } = JSON.parse(String(plan.only("aws:iam/rolePolicy:RolePolicy").policy));
    expect(Statement.map(({ Action, Resource }: Record<string, unknown>) => [Action, Resource])).toEqual([
      [
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        "arn:aws:logs:eu-central-1:111122223333:log-group:/shop-staging/api:log-stream:*",
      ],
      ["ecr:GetAuthorizationToken", "*"],
      [["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], repositoryArn],
      [
        "secretsmanager:GetSecretValue",
        ["arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-staging/TOKEN-??????"],
      ],
      [["kms:Decrypt"], "arn:aws:kms:eu-central-1:111122223333:key/*"],
    ]);
  });

  it("asks for no secret and no key when it has none", async () => {
    const plan = await declare(() => taskOf(api));
    expect(String(plan.only("aws:iam/rolePolicy:RolePolicy").policy)).not.toMatch(/secretsmanager|kms/);
  });

  it("may itself do nothing until someone allows it, and is assumed by ECS for this account alone", async () => {
    const plan = await declare(() => taskOf(api));
    const policies = plan.declared.filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy");
    expect(policies.map((policy) => policy.uses("role"))).toEqual([["api-execution-role"]]);
    for (const { assumeRolePolicy } of plan.all("aws:iam/role:Role"))
      expect(JSON.parse(String(assumeRolePolicy)).Statement).toMatchObject([
        {
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
        },
      ]);
  });
});

describe("a service", () => {
  const group = (colour: string) => ({
    balancer: pulumi.output("app/lb"),
    targetGroup: pulumi.output(`targetgroup/${colour}`),
  });
  const served = {
    route: {
      targetGroupArn: pulumi.output("arn:blue"),
      alternateTargetGroupArn: pulumi.output("arn:green"),
      productionRuleArn: pulumi.output("arn:rule"),
      testRuleArn: pulumi.output("arn:test-rule"),
      watched: { blue: group("blue"), green: group("green") },
    },
    undoOn: ["slow", "failing"],
    hooks: [
      { stage: "PRE_SCALE_UP", functionArn: "arn:migration", minutes: 120 },
      { stage: "POST_TEST_TRAFFIC_SHIFT", functionArn: "arn:smoke", minutes: 10 },
    ],
    delivery: { shiftRoleArn: pulumi.output("arn:shift"), hookRoleArn: pulumi.output("arn:hooks") },
  };
  const serviceOf = (
    settings: Settings | undefined,
    more: object = {},
    act: (made: Service) => void = () => {},
  ) =>
    declare(() => {
      if (!settings) throw new Error("no such service in the stack file");
      const task = taskOf(settings);
      const cluster = { arn: "arn:cluster", name: "shop-staging" };
      act(
        new Service("api", {
          place,
          settings,
          task,
          cluster,
          vpcId: "vpc-1",
          subnetIds: ["subnet-1"],
          after: [],
          ...more,
        }),
      );
    });
  const serviceType = "aws:ecs/service:Service";

  it("has no public address, takes no one in, and speaks out over TLS alone", async () => {
    const plan = await serviceOf(worker);
    expect(plan.only(serviceType).networkConfiguration).toMatchObject({ assignPublicIp: false });
    expect(plan.all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).toEqual([]);
    expect(plan.all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")).toEqual([
      expect.objectContaining({ cidrIpv4: "0.0.0.0/0", fromPort: 443, toPort: 443 }),
    ]);
  });

  it("lets in whom it admits and reaches what it is told, on one port each", async () => {
    const plan = await serviceOf(api, {}, (made) => {
      made.admit("balancer", "sg-balancer", 8000);
      made.reach("database", "sg-database", 5432);
    });
    expect(plan.only("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).toMatchObject({
      referencedSecurityGroupId: "sg-balancer",
      fromPort: 8000,
      toPort: 8000,
    });
    expect(
      plan.get("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "api-reaches-database").inputs,
    ).toMatchObject({ referencedSecurityGroupId: "sg-database", fromPort: 5432, toPort: 5432 });
  });

  it("goes back by itself when new tasks do not hold, and says so to whoever deployed", async () => {
    expect((await serviceOf(worker)).only(serviceType)).toMatchObject({
      deploymentCircuitBreaker: { enable: true, rollback: true },
      waitForSteadyState: true,
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
    });
  });

  it("when served, stands behind the balancer and is undone by its alarms", async () => {
    expect((await serviceOf(api, { served })).only(serviceType)).toMatchObject({
      loadBalancers: [
        {
          containerName: "api",
          containerPort: 8000,
          targetGroupArn: "arn:blue",
          advancedConfiguration: {
            alternateTargetGroupArn: "arn:green",
            productionListenerRule: "arn:rule",
            testListenerRule: "arn:test-rule",
            roleArn: "arn:shift",
          },
        },
      ],
      alarms: { enable: true, rollback: true, alarmNames: ["slow", "failing"] },
      healthCheckGracePeriodSeconds: 60,
    });
  });

  it("shifts 5 % of the traffic for ten minutes, then all, asking its hooks on the way (P16, K05)", async () => {
    const made = (await serviceOf(api, { served })).only(serviceType);
    expect(made.deploymentConfiguration).toEqual({
      strategy: "CANARY",
      canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "10" },
      bakeTimeInMinutes: "10",
      lifecycleHooks: [
        {
          targetType: "AWS_LAMBDA",
          hookTargetArn: "arn:migration",
          roleArn: "arn:hooks",
          lifecycleStages: ["PRE_SCALE_UP"],
        },
        {
          targetType: "AWS_LAMBDA",
          hookTargetArn: "arn:smoke",
          roleArn: "arn:hooks",
          lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
        },
      ],
    });
    // ECS refuses both; left out, it would stay on where the service was deployed by `rolling` before.
    expect(made.deploymentCircuitBreaker).toEqual({ enable: false, rollback: false });
  });

  it("shifts in equal steps, all at once, or after a person has agreed, as it is told", async () => {
    const by = async (deploy: Deploy) => {
      if (api?.kind !== "api") throw new Error("no such service in the stack file");
      return (await serviceOf({ ...api, deploy }, { served })).only(serviceType);
    };
    expect(
      (await by({ strategy: "linear", percent: 20, stepMinutes: 6, bakeMinutes: 5 })).deploymentConfiguration,
    ).toMatchObject({
      strategy: "LINEAR",
      linearConfiguration: { stepPercent: 20, stepBakeTimeInMinutes: "6" },
      bakeTimeInMinutes: "5",
    });
    expect(
      (await by({ strategy: "blue-green", bakeMinutes: 5, approvalMinutes: 60 })).deploymentConfiguration,
    ).toMatchObject({
      strategy: "BLUE_GREEN",
      lifecycleHooks: [
        {},
        {},
        {
          targetType: "PAUSE",
          lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
          timeoutConfiguration: { timeoutInMinutes: "60", action: "ROLLBACK" },
        },
      ],
    });
    expect(await by({ strategy: "rolling" })).toMatchObject({
      deploymentCircuitBreaker: { enable: true, rollback: true },
      deploymentConfiguration: { strategy: "ROLLING" }, // left out, the provider would leave it as it was
    });
  });

  it("is behind the balancer in one and the same way, whichever its strategy: ECS knows where its traffic is", async () => {
    if (api?.kind !== "api") throw new Error("no such service in the stack file");
    const strategies: readonly Deploy[] = [
      { strategy: "rolling" },
      { strategy: "canary", percent: 5, stepMinutes: 10, bakeMinutes: 10 },
      { strategy: "linear", percent: 20, stepMinutes: 6, bakeMinutes: 5 },
      { strategy: "blue-green", bakeMinutes: 5 },
    ];
    const ways = [];
    for (const deploy of strategies)
      ways.push((await serviceOf({ ...api, deploy }, { served })).only(serviceType).loadBalancers);
    for (const way of ways) expect(way).toEqual(ways[0]);
    expect(ways[0]).toMatchObject([{ advancedConfiguration: { alternateTargetGroupArn: "arn:green" } }]);
  });

  it("is waited for as long as its strategy takes, and not for ever", () => {
    expect(patience({ strategy: "canary", percent: 5, stepMinutes: 10, bakeMinutes: 10 })).toBe(80);
    expect(patience({ strategy: "linear", percent: 30, stepMinutes: 6, bakeMinutes: 10 })).toBe(94);
    expect(patience({ strategy: "blue-green", bakeMinutes: 10, approvalMinutes: 120 })).toBe(190);
    expect(patience({ strategy: "rolling" })).toBe(30);
    expect(patience({ strategy: "blue-green", bakeMinutes: 10 }, [{ minutes: 120 }, { minutes: 10 }])).toBe(
      200,
    );
  });

  it("keeps its least number of tasks on firm capacity, and a share of the rest on Spot where it is told", () => {
    if (worker?.kind !== "worker") throw new Error("no such service in the stack file");
    expect(capacityOf(worker)).toEqual([{ capacityProvider: "FARGATE", base: 1, weight: 1 }]);
    expect(capacityOf({ ...worker, spotPercent: 40 })).toEqual([
      { capacityProvider: "FARGATE", base: 2, weight: 60 },
      { capacityProvider: "FARGATE_SPOT", weight: 40 },
    ]);
  });

  it("is deployed anew where its capacity may change, for the provider refuses to change that otherwise", async () => {
    const forced = async (settings: Settings | undefined, more = {}) =>
      (await serviceOf(settings, more)).only(serviceType).forceNewDeployment;
    expect([await forced(worker), await forced(scraper)]).toEqual([true, true]);
    expect([await forced(api, { served }), await forced(scheduler)]).toEqual([undefined, undefined]);
  });

  it("when isolated, reaches what it declares and nothing else (P05)", async () => {
    if (scraper?.kind !== "isolated") throw new Error("no such service in the stack file");
    const egress = [{ to: "203.0.113.0/24", port: 8080, why: "the partner's proxy" }];
    const plan = await serviceOf({ ...scraper, egress });
    expect(plan.all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")).toEqual([
      expect.objectContaining({ cidrIpv4: "203.0.113.0/24", fromPort: 8080, toPort: 8080 }),
    ]);
  });

  it("is found by others under its own name, where they call it", async () => {
    const called = { port: 8000, longestRequestSeconds: 45 };
    const connected = { namespaceArn: "arn:namespace", called };
    expect((await serviceOf(api, { served, connected })).only(serviceType)).toMatchObject({
      serviceConnectConfiguration: {
        enabled: true,
        namespace: "arn:namespace",
        services: [
          {
            portName: "api",
            discoveryName: "api",
            clientAlias: [{ dnsName: "api", port: 8000 }],
            timeout: { perRequestTimeoutSeconds: 45 },
          },
        ],
      },
    });
    const caller = (await serviceOf(worker, { connected: { namespaceArn: "arn:namespace" } })).only(
      serviceType,
    );
    expect(caller.serviceConnectConfiguration).not.toHaveProperty("services");
  });

  it("leaves the number of tasks to autoscaling, within the declared bounds", async () => {
    const plan = await serviceOf(api, { served });
    expect(plan.get(serviceType, "api-service").ignoreChanges).toEqual(["desiredCount"]);
    expect(plan.only("aws:appautoscaling/target:Target")).toMatchObject({
      resourceId: "service/shop-staging/api",
      minCapacity: 3,
      maxCapacity: 12,
    });
    expect(plan.only("aws:appautoscaling/policy:Policy")).toMatchObject({
      targetTrackingScalingPolicyConfiguration: { targetValue: 60 },
    });
  });

  it("when a scheduler, is one task that stops before its successor starts, and never scales", async () => {
    const plan = await serviceOf(scheduler);
    expect(plan.only(serviceType)).toMatchObject({
      desiredCount: 1,
      deploymentMinimumHealthyPercent: 0,
      deploymentMaximumPercent: 100,
    });
    expect(plan.get(serviceType, "api-service").ignoreChanges).toEqual([]);
    expect(plan.all("aws:appautoscaling/target:Target")).toEqual([]);
  });
});

describe("the cluster", () => {
  it("counts its tasks, and records what is typed should anyone ever open a shell", async () => {
    const plan = await declare(() => new Cluster("cluster", { place, logs }));
    expect(plan.only("aws:ecs/cluster:Cluster")).toMatchObject({
      name: "shop-staging",
      settings: [{ name: "containerInsights", value: "enhanced" }],
      configuration: { executeCommandConfiguration: { kmsKeyId: "arn:logs-key", logging: "OVERRIDE" } },
    });
  });
});

describe("an image", () => {
  const context = mkdtempSync(join(tmpdir(), "golive-"));
  writeFileSync(join(context, "Dockerfile"), "FROM scratch\n");
  const made = async (image: Image) => {
    let found: ReturnType<typeof imageOf> | undefined;
    const plan = await declare(() => {
      const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
      found = imageOf("api", image, { place, keyArn: "arn:key" }, parent);
    });
    return { plan, found };
  };

  it("that is a digest is taken as it is, and pulled with a right on its repository", async () => {
    const { plan, found } = await made({ digest });
    expect(found).toEqual({ ref: digest, repositoryArn });
    expect(plan.names()).toEqual(["test:index:Parent  parent"]);
  });

  it("from another registry needs no right of AWS", async () => {
    const { found } = await made({ digest: `ghcr.io/shop/api@sha256:${"b".repeat(64)}` });
    expect(found).toEqual({ ref: `ghcr.io/shop/api@sha256:${"b".repeat(64)}` });
  });

  it("that is a tag is not known before a deploy", async () => {
    const { plan, found } = await made({ tag: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop:1.4" });
    expect(plan.names()).toContain("docker:index/remoteImage:RemoteImage  api-image");
    expect(typeof found?.ref).not.toBe("string");
    expect(found?.repositoryArn).toBe(repositoryArn);
  });

  it("that is a folder goes to a repository of its own: tags that never move, scanned, kept for rollbacks", async () => {
    const { plan, found } = await made({ build: { context, dockerfile: "Dockerfile" } });
    expect(plan.only("aws:ecr/repository:Repository")).toMatchObject({
      name: "shop-staging/api",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: "arn:key" }],
    });
    expect(plan.all("aws:ecr/lifecyclePolicy:LifecyclePolicy")).toHaveLength(1);
    expect(plan.all("docker:index/image:Image")).toHaveLength(1);
    expect(found?.repositoryArn).toBe("arn:aws:ecr:eu-central-1:111122223333:repository/shop-staging/api");
  });

  it("of a folder has a tag that changes with the folder's content and with nothing else", () => {
    const before = fingerprint(context);
    expect(fingerprint(context)).toBe(before);
    writeFileSync(join(context, "app.py"), "print()\n");
    expect(fingerprint(context)).not.toBe(before);
    expect(() => fingerprint(join(context, "absent"))).toThrow("does not exist");
  });
});

function firstOf(list: unknown): Record<string, unknown> {
  const [first] = Array.isArray(list) ? list : [];
  return first ?? {};
}
