import { container, disconnect, edit, type Mutation, remove, set } from "./mutation.ts";

const service = { type: "aws:ecs/service:Service", name: /^api-service$/ };
const scheduler = { type: "aws:ecs/service:Service", name: /^scheduler-service$/ };
const scaling = { type: "aws:appautoscaling/target:Target", name: /^api-/ };
const role = { type: "aws:iam/rolePolicy:RolePolicy", name: /^api-execution/ };
const listener = (name: RegExp) => ({ type: "aws:lb/listener:Listener", name });
const balancer = { type: "aws:lb/loadBalancer:LoadBalancer" };
const target = { type: "aws:lb/targetGroup:TargetGroup", name: /^balancer-api-blue$/ };
const certificate = { type: "aws:acm/certificate:Certificate", name: /^certificate-certificate$/ };
const log = { type: "aws:cloudwatch/logGroup:LogGroup", name: /^api-log$/ };

type Variable = { readonly name: string; readonly value?: string };
const variable = (name: string, value: string) =>
  container(/^api-/, (one) => ({
    environment: [...(one.environment as Variable[]).filter((other) => other.name !== name), { name, value }],
  }));

export const serviceMutations: readonly Mutation[] = [
  {
    title: "an image is named by a tag",
    requirement: "C08",
    change: container(/^api-/, () => ({ image: "registry.example/api:latest" })),
  },
  {
    title: "a container may write to its root",
    requirement: "C08",
    change: container(/^worker-/, () => ({ readonlyRootFilesystem: false })),
  },
  {
    title: "a container runs as root",
    requirement: "C08",
    change: container(/^api-/, () => ({ user: "0" })),
  },
  {
    title: "a container is privileged",
    requirement: "C08",
    change: container(/^scraper-/, () => ({ privileged: true })),
  },
  {
    title: "a container's output is lost",
    requirement: "C15",
    change: container(/^api-/, () => ({ logConfiguration: undefined })),
  },
  {
    title: "a credential stands in the environment",
    requirement: "C02",
    change: variable("STRIPE_API_KEY", "sk_live_4eC39HqLyjWDarjtT1zdp7dc"),
  },
  {
    title: "a service talks to localhost",
    requirement: "P10",
    change: variable("API_BASE_URL", "http://localhost:8000"),
  },
  { title: "a placeholder was never filled", requirement: "G09", change: variable("SENDER", "changeme") },
  { title: "any origin may call", requirement: "C05", change: variable("CORS_ORIGINS", "*") },
  {
    title: "an origin on localhost may call",
    requirement: "W08",
    change: variable("CORS_ORIGINS", "http://localhost:5173"),
  },
  {
    title: "a task gets a public address",
    requirement: "P02",
    change: edit(service, (now) => ({
      networkConfiguration: { ...(now.networkConfiguration as object), assignPublicIp: true },
    })),
  },
  {
    title: "a broken release stays",
    requirement: "C21",
    change: set(service, { deploymentCircuitBreaker: { enable: true, rollback: false } }),
  },
  { title: "one task serves everybody", requirement: "C20", change: set(scaling, { minCapacity: 1 }) },
  {
    title: "two schedulers run at once during a deployment",
    requirement: "C20",
    change: set(scheduler, { deploymentMaximumPercent: 200, deploymentMinimumHealthyPercent: 100 }),
  },
  {
    title: "a role may do everything",
    requirement: "G07",
    change: set(role, {
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
      }),
    }),
  },
  {
    title: "the balancer serves plain HTTP",
    requirement: "G05",
    change: set(listener(/http$/), {
      defaultActions: [
        {
          type: "forward",
          targetGroupArn:
            "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/x/0123456789abcdef",
        },
      ],
    }),
  },
  {
    title: "the balancer speaks TLS 1.0",
    requirement: "G05",
    change: set(listener(/https$/), { sslPolicy: "ELBSecurityPolicy-2016-08" }),
  },
  {
    title: "the listener has no certificate",
    requirement: "G05",
    change: disconnect(listener(/https$/), "certificateArn", undefined),
  },
  {
    title: "the balancer can be deleted by one call",
    requirement: "G05",
    change: set(balancer, { enableDeletionProtection: false }),
  },
  {
    title: "the balancer writes no log",
    requirement: "G06",
    change: set(balancer, { accessLogs: undefined }),
  },
  {
    title: "the balancer forwards broken headers",
    requirement: "C07",
    change: set(balancer, { dropInvalidHeaderFields: false }),
  },
  {
    title: "the balancer does not ask for health",
    requirement: "C11",
    change: set(target, { healthCheck: undefined }),
  },
  {
    title: "a certificate waits for an e-mail",
    requirement: "G05",
    change: set(certificate, { validationMethod: "EMAIL" }),
  },
  {
    title: "a host has no address",
    requirement: "G05",
    change: remove({ type: "aws:route53/record:Record", name: /^balancer-dns/ }),
  },
  { title: "a log is kept for ever", requirement: "C15", change: set(log, { retentionInDays: undefined }) },
  { title: "a log that a task writes to does not exist", requirement: "C15", change: remove(log) },
  {
    title: "the network writes no flow log",
    requirement: "C15",
    change: remove({ type: "aws:ec2/flowLog:FlowLog" }),
  },
  {
    title: "the stack names no contacts",
    requirement: "C22",
    change: edit({ type: "pulumi:pulumi:Stack" }, () => ({ contacts: undefined })),
  },
  {
    title: "nobody is to be called at night",
    requirement: "C22",
    change: edit({ type: "pulumi:pulumi:Stack" }, (now) =>
      "contacts" in now ? { contacts: { ...(now.contacts as object), escalation: "TBD" } } : {},
    ),
  },
  {
    title: "worker tasks are not scaled",
    requirement: "P09",
    change: remove({ type: "aws:appautoscaling/target:Target", name: /^worker-/ }),
  },
];
