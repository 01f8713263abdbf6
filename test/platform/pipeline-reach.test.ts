import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Config } from "../../config/schema.ts";
import { configOf } from "../config/config-of.ts";
import { type Asked, decide } from "./decide.ts";
import { type Declared, type Plan, unknown } from "./declare.ts";
import { platformOf, products } from "./platforms.ts";

/** By type: the action that a deployment needs, its service, and the resource as IAM calls it. */
const made: Readonly<Record<string, readonly [action: string, property: string, resource: string]>> = {
  "backup/vault:Vault": ["backup:CreateBackupVault", "name", "backup-vault:?"],
  "budgets/budget:Budget": ["budgets:ModifyBudget", "name", "budget/?"],
  "chatbot/slackChannelConfiguration:SlackChannelConfiguration": [
    "chatbot:UpdateSlackChannelConfiguration",
    "configurationName",
    "chat-configuration/slack-channel/?",
  ],
  "cloudfront/function:Function": ["cloudfront:UpdateFunction", "name", "function/?"],
  "cloudwatch/compositeAlarm:CompositeAlarm": ["cloudwatch:DeleteAlarms", "alarmName", "alarm:?"],
  "cloudwatch/dashboard:Dashboard": ["cloudwatch:PutDashboard", "dashboardName", "dashboard/?"],
  "cloudwatch/eventRule:EventRule": ["events:PutRule", "name", "rule/?"],
  "cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": [
    "logs:PutDataProtectionPolicy",
    "logGroupName",
    "log-group:?",
  ],
  "cloudwatch/logDeliveryDestination:LogDeliveryDestination": [
    "logs:PutDeliveryDestination",
    "name",
    "delivery-destination:?",
  ],
  "cloudwatch/logDeliverySource:LogDeliverySource": ["logs:PutDeliverySource", "name", "delivery-source:?"],
  "cloudwatch/logGroup:LogGroup": ["logs:CreateLogGroup", "name", "log-group:?"],
  "cloudwatch/metricAlarm:MetricAlarm": ["cloudwatch:PutMetricAlarm", "name", "alarm:?"],
  "iam/role:Role": ["iam:DeleteRole", "name", "role/?"],
  "kms/alias:Alias": ["kms:CreateAlias", "name", "?"],
  "lambda/function:Function": ["lambda:CreateFunction", "name", "function:?"],
  "rum/appMonitor:AppMonitor": ["rum:CreateAppMonitor", "name", "appmonitor/?"],
  "s3/bucket:Bucket": ["s3:CreateBucket", "bucket", "?"],
  "scheduler/schedule:Schedule": ["scheduler:CreateSchedule", "name", "schedule/default/?"],
  "secretsmanager/secret:Secret": ["secretsmanager:CreateSecret", "name", "secret:?-a1B2c3"],
  "sesv2/configurationSet:ConfigurationSet": [
    "ses:CreateConfigurationSet",
    "configurationSetName",
    "configuration-set/?",
  ],
  "sns/topic:Topic": ["sns:CreateTopic", "name", "?"],
  "sqs/queue:Queue": ["sqs:CreateQueue", "name", "?"],
  "synthetics/canary:Canary": ["synthetics:StartCanary", "name", "canary:?"],
  "wafv2/webAcl:WebAcl": ["wafv2:UpdateWebACL", "name", "regional/webacl/?/1"],
};
const inNoRegion = /^(budgets|chatbot|cloudfront|iam):|^cloudwatch:PutDashboard$/;

const ofPipeline = ({ identity }: Declared): boolean => identity.includes("golive:identity:Pipeline");
const policiesOf = (plan: Plan): readonly string[] =>
  plan.declared
    .filter((one) => ofPipeline(one) && one.name.startsWith("pipeline-deploy-policy-"))
    .flatMap(({ inputs }) => (typeof inputs.policy === "string" ? [inputs.policy] : []));

/** AWS names the log of a probe after the first letters of the probe's own name ("DeleteCanary", Synthetics API). */
const nameOf = (name: unknown, { product, environment }: Config): string =>
  name === unknown
    ? `/aws/lambda/cwsyn-${`${product}-${environment}-probe`.slice(0, 21)}-4798075b`
    : String(name);

function asked({ type, inputs }: Declared, config: Config): readonly Asked[] {
  const { region: home, account } = config;
  const [action, property, resource] = made[type.slice("aws:".length)] ?? [];
  if (!action || !property || !resource) return [];
  const region = typeof inputs.region === "string" ? inputs.region : home;
  const where = inNoRegion.test(action) ? `:${account}` : `${region}:${account}`;
  const kind = inputs.scope === "CLOUDFRONT" ? resource.replace("regional/", "global/") : resource;
  const at = action.startsWith("s3:") ? ":" : where;
  return [
    {
      action,
      resource: `arn:aws:${action.split(":")[0]}:${at}:${kind.replace("?", nameOf(inputs[property], config))}`,
    },
  ];
}

/** What AWS numbers is told apart by its tags: asked to make it, and to change what is there. */
const numbered: Readonly<Record<string, readonly [make: string, change: string, resource: string]>> = {
  "aws:amp/workspace:Workspace": ["aps:CreateWorkspace", "aps:CreateLoggingConfiguration", "workspace/ws-1"],
  "aws:grafana/workspace:Workspace": [
    "grafana:CreateWorkspace",
    "grafana:UpdateWorkspace",
    "/workspaces/g-1",
  ],
};

function byTags({ type }: Declared, { product, environment, region, account }: Config): readonly Asked[] {
  const [make, change, resource] = numbered[type] ?? [];
  if (!make || !change) return [];
  const tagged = (key: string) => ({
    [`aws:${key}/product`]: product,
    [`aws:${key}/environment`]: environment,
  });
  return [
    { action: make, resource: "*", context: tagged("RequestTag") },
    {
      action: change,
      resource: `arn:aws:${change.split(":")[0]}:${region}:${account}:${resource}`,
      context: tagged("ResourceTag"),
    },
  ];
}

const roleArn = (name: unknown): string => `arn:aws:iam::111122223333:role/${name}`;

/** AWS's own policies on a role. */
const attached = ({ type, inputs, uses }: Declared, plan: Plan): readonly Asked[] =>
  type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    ? uses("role")
        .map((name) => plan.get("aws:iam/role:Role", name).inputs)
        .map(({ name, permissionsBoundary = "none" }) => ({
          action: "iam:AttachRolePolicy",
          resource: roleArn(name),
          context: {
            "iam:PolicyARN": String(inputs.policyArn),
            "iam:PermissionsBoundary": String(permissionsBoundary),
          },
        }))
    : [];

/** A role, to each service that may assume it. */
const handedOn = ({ type, inputs }: Declared): readonly Asked[] =>
  type === "aws:iam/role:Role"
    ? z
        .object({ Statement: z.array(z.object({ Principal: principal })) })
        .parse(JSON.parse(String(inputs.assumeRolePolicy)))
        .Statement.flatMap(({ Principal: { Service = [] } }) => [Service].flat())
        .map((service) => ({
          action: "iam:PassRole",
          resource: roleArn(inputs.name),
          context: { "iam:PassedToService": service },
        }))
    : [];
const principal = z.object({ Service: z.union([z.string(), z.array(z.string())]).optional() });

/** In the simulator's account, with a pipeline as the product at the root has it, and with Managed Grafana. */
const configIn = (product: string): Config => {
  const { pipeline } = configOf("production");
  const { telemetry, ...config } = configOf("production", product);
  if (!telemetry) throw new Error(`${product} collects nothing`);
  return {
    ...{ ...config, account: "111122223333", ...(pipeline && { pipeline }) },
    telemetry: { ...telemetry, grafana: { signIn: "AWS_SSO" } },
  };
};

describe.each(products)("the deploy role of %s", (product) => {
  it("may make each thing that the program calls by a name, under that very name", async () => {
    const config = configIn(product);
    const plan = await platformOf(config);
    const policies = policiesOf(plan);
    const others = plan.declared.filter((one) => !ofPipeline(one));
    const requests = others.flatMap((one) => [
      ...asked(one, config),
      ...byTags(one, config),
      ...attached(one, plan),
      ...handedOn(one),
    ]);
    expect(requests.length).toBeGreaterThan(60);
    expect(requests.filter(({ action }) => /^(aps|grafana):Create/.test(action))).toHaveLength(3);
    const refused: string[] = [];
    for (const request of requests) {
      const about = policies.filter((text) => text.includes(request.action) || text.includes(`"Deny"`));
      if ((await decide(about, request)) !== "Allowed") refused.push(JSON.stringify(request));
    }
    expect(refused).toEqual([]);
  });
});
