import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { table } from "../../components/identity/actions/table.ts";
import { Pipeline, type PipelineArgs } from "../../components/identity/pipeline.ts";
import { collectTypes } from "../../components/identity/registered-types.ts";
import { type Asked, admits, type Decision, decide, examplesOf } from "./decide.ts";
import { declare, type Plan } from "./declare.ts";

const place = {
  prefix: "shop-production",
  account: "111122223333",
  region: "eu-central-1",
  partition: "aws",
};
const limits = "arn:aws:iam::111122223333:policy/limits";
const every = Object.keys(
  table({ place, product: "shop", environment: "production", keyAliases: [], zoneIds: ["Z0SHOP"] }),
);
const args: PipelineArgs = {
  place,
  settings: { repository: "acme/shop", ownerId: "1001", repositoryId: "2002", provider: "create" },
  environment: "production",
  state: {
    bucket: "shop-production-pulumi-state-111122223333",
    keyAlias: "alias/shop-production-pulumi",
  },
  types: { [place.region]: every },
  zoneIds: ["Z0SHOP"],
  publishes: true,
  tokens: ["PROBE_TOKEN"],
};
const planOf = (changed: Partial<PipelineArgs> = {}): Promise<Plan> =>
  declare(() => new Pipeline("pipeline", { ...args, ...changed }));

const roleType = "aws:iam/role:Role";
const policyType = "aws:iam/policy:Policy";
const inlineType = "aws:iam/rolePolicy:RolePolicy";
const policiesOf = (plan: Plan, purpose: "preview" | "deploy" | "operate"): readonly unknown[] =>
  [...plan.all(policyType), ...plan.all(inlineType)]
    .filter(({ name }) => String(name).startsWith(`shop-production-${purpose}-`))
    .map(({ policy }) => policy);

/** Each action with each resource that policies allow it on. */
const allowancesOf = (policies: readonly unknown[]): readonly { action: string; on: string }[] =>
  policies
    .flatMap(
      (policy): { Effect: string; Action: string | string[]; Resource: string | string[] }[] =>
        JSON.parse(String(policy)).Statement,
    )
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((on) => ({ action, on }))),
    );

/** What stands elsewhere: copies of backups, and what only one region has for a CDN. */
const copies = ["backup/vault:Vault", "backup/vaultLockConfiguration:VaultLockConfiguration"]
  .concat(["kms/alias:Alias", "kms/key:Key"])
  .map((type) => `aws:${type}`);
const besideCdn = [
  "acm/certificate:Certificate",
  "acm/certificateValidation:CertificateValidation",
  "cloudwatch/logDelivery:LogDelivery",
  "cloudwatch/logDeliveryDestination:LogDeliveryDestination",
  "cloudwatch/logDeliverySource:LogDeliverySource",
  "cloudwatch/logGroup:LogGroup",
  "cloudwatch/logResourcePolicy:LogResourcePolicy",
  "cloudwatch/metricAlarm:MetricAlarm",
  "kms/alias:Alias",
  "kms/key:Key",
  "sns/topic:Topic",
  "sns/topicPolicy:TopicPolicy",
  "wafv2/webAcl:WebAcl",
  "wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
].map((type) => `aws:${type}`);
const bounded = { ...place, permissionsBoundary: limits };
const whole = await planOf();
const limited = await planOf({ place: bounded });
const preview = policiesOf(whole, "preview");
const deploy = policiesOf(whole, "deploy");
const operate = policiesOf(whole, "operate");
const deployUnderLimits = policiesOf(limited, "deploy");

const iam = (resource: string) => `arn:aws:iam::111122223333:${resource}`;
const here = (service: string, resource: string) =>
  `arn:aws:${service}:eu-central-1:111122223333:${resource}`;
const inRegion = { "aws:RequestedRegion": "eu-central-1" };
const tagsOf = (key: string, product = "shop", environment = "production") => ({
  [`aws:${key}/product`]: product,
  [`aws:${key}/environment`]: environment,
});
const ours = tagsOf("ResourceTag");
const theirs = tagsOf("ResourceTag", "shop", "staging");
const asked = (action: string, resource: string, context: Asked["context"] = {}): Asked => ({
  action,
  resource,
  context,
});
const keyOf = (alias: string, service?: string) => ({
  "kms:ResourceAliases": [alias],
  ...(service && { "kms:ViaService": `${service}.eu-central-1.amazonaws.com` }),
});
const key = here("kms", "key/1");
const state = "arn:aws:s3:::shop-production-pulumi-state-111122223333";
const secret = here("secretsmanager", "secret:shop-production/TOKEN-a1B2c3");

type Row = readonly [what: string, asked: Asked, decision: Decision];

describe("the preview role", () => {
  const rows: readonly Row[] = [
    [
      "looks at services",
      asked("ecs:DescribeServices", here("ecs", "service/shop-production/api")),
      "Allowed",
    ],
    ["looks at databases", asked("rds:DescribeDBInstances", "*", inRegion), "Allowed"],
    ["looks at the network", asked("ec2:DescribeVpcs", "*", inRegion), "Allowed"],
    [
      "looks nowhere else",
      asked("ec2:DescribeVpcs", "*", { "aws:RequestedRegion": "us-east-1" }),
      "ImplicitlyDenied",
    ],
    [
      "looks at a bucket's settings",
      asked("s3:GetBucketPolicy", "arn:aws:s3:::shop-production-reports-1"),
      "Allowed",
    ],
    ["looks at a secret's entry", asked("secretsmanager:DescribeSecret", secret), "Allowed"],
    ["looks at roles", asked("iam:GetRole", iam("role/shop-production-api-task")), "Allowed"],
    ["reads the state", asked("s3:GetObject", `${state}/.pulumi/stacks/golive/production.json`), "Allowed"],
    ["decrypts the state", asked("kms:Decrypt", key, keyOf("alias/shop-production-pulumi")), "Allowed"],
    [
      "locks the state",
      asked("s3:PutObject", `${state}/.pulumi/locks/organization/golive/production/1.json`),
      "Allowed",
    ],
    [
      "unlocks the state",
      asked("s3:DeleteObject", `${state}/.pulumi/locks/organization/golive/production/1.json`),
      "Allowed",
    ],
    [
      "writes no state",
      asked("s3:PutObject", `${state}/.pulumi/stacks/golive/production.json`),
      "ImplicitlyDenied",
    ],
    ["reads no secret", asked("secretsmanager:GetSecretValue", secret), "ExplicitlyDenied"],
    [
      "reads no file",
      asked("s3:GetObject", "arn:aws:s3:::shop-production-reports-111122223333/a.pdf"),
      "ExplicitlyDenied",
    ],
    [
      "uses no other key",
      asked("kms:Decrypt", key, keyOf("alias/shop-production-secrets", "secretsmanager")),
      "ImplicitlyDenied",
    ],
    [
      "assumes no other role",
      asked("sts:AssumeRole", iam("role/shop-production-deploy")),
      "ExplicitlyDenied",
    ],
    [
      "starts no task",
      asked("ecs:RunTask", here("ecs", "task-definition/shop-production-api:1")),
      "ExplicitlyDenied",
    ],
  ];
  it.each(rows)("%s", async (_, request, decision) => {
    expect(await decide(preview, request)).toBe(decision);
  });

  it("is refused every kind of change that a deployment may make, whatever else it carries", async () => {
    const everything = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    });
    const looking = /:(Batch|Decrypt|Describe|Filter|GenerateDataKey|Get|List|Validate|View)/;
    const changes = allowancesOf(deploy).filter(
      ({ action, on }) => !looking.test(action) && !on.startsWith(state) && action !== "kms:Encrypt",
    );
    const answered = new Map<string, Decision>();
    for (const { action, on } of changes)
      for (const resource of examplesOf(on)) {
        if (answered.has(action)) break;
        const decision = await decide([...preview, everything], { action, resource }).catch(() => undefined);
        if (decision) answered.set(action, decision);
      }
    expect([...answered].filter(([, decision]) => decision !== "ExplicitlyDenied")).toEqual([]);
    expect(changes.filter(({ action }) => !answered.has(action))).toEqual([]);
  });
});

describe("the deploy role", () => {
  const roleOf = (name: string) => iam(`role/shop-production-${name}`);
  const distribution = "arn:aws:cloudfront::111122223333:distribution/E1";
  const rows: readonly Row[] = [
    ["makes a network", asked("ec2:CreateVpc", here("ec2", "vpc/vpc-1"), tagsOf("RequestTag")), "Allowed"],
    ["makes none without its tags", asked("ec2:CreateVpc", here("ec2", "vpc/vpc-1")), "ImplicitlyDenied"],
    ["changes its own network", asked("ec2:DeleteSubnet", here("ec2", "subnet/subnet-1"), ours), "Allowed"],
    [
      "leaves another's alone",
      asked("ec2:DeleteSubnet", here("ec2", "subnet/subnet-1"), theirs),
      "ImplicitlyDenied",
    ],
    [
      "cannot call another's its own",
      asked("ec2:CreateTags", here("ec2", "subnet/subnet-1"), { ...theirs, ...tagsOf("RequestTag") }),
      "ImplicitlyDenied",
    ],
    ["updates a service", asked("ecs:UpdateService", here("ecs", "service/shop-production/api")), "Allowed"],
    [
      "not that of another stack",
      asked("ecs:UpdateService", here("ecs", "service/shop-staging/api")),
      "ImplicitlyDenied",
    ],
    [
      "nor of one whose name begins alike",
      asked("ecs:UpdateService", here("ecs", "service/shop-production2/api")),
      "ImplicitlyDenied",
    ],
    [
      "makes a database",
      asked("rds:CreateDBInstance", here("rds", "db:shop-production-database")),
      "Allowed",
    ],
    [
      "deletes none",
      asked("rds:DeleteDBInstance", here("rds", "db:shop-production-database")),
      "ImplicitlyDenied",
    ],
    [
      "makes a bucket",
      asked("s3:CreateBucket", "arn:aws:s3:::shop-production-reports-111122223333"),
      "Allowed",
    ],
    [
      "reads none",
      asked("s3:GetObject", "arn:aws:s3:::shop-production-reports-111122223333/a.pdf"),
      "ImplicitlyDenied",
    ],
    ["makes an entry for a secret", asked("secretsmanager:CreateSecret", secret), "Allowed"],
    ["reads no value", asked("secretsmanager:GetSecretValue", secret), "ExplicitlyDenied"],
    ["writes no value", asked("secretsmanager:PutSecretValue", secret), "ImplicitlyDenied"],
    ["makes a key", asked("kms:CreateKey", "*", tagsOf("RequestTag")), "Allowed"],
    ["schedules no key's end", asked("kms:ScheduleKeyDeletion", key, ours), "ImplicitlyDenied"],
    [
      "writes a record in its zone",
      asked("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z0SHOP"),
      "Allowed",
    ],
    [
      "none in another",
      asked("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z0BANK"),
      "ImplicitlyDenied",
    ],
    [
      "calls a function of the stack",
      asked("lambda:InvokeFunction", here("lambda", "function:shop-production-values")),
      "Allowed",
    ],
    [
      "runs a task in its cluster",
      asked("ecs:RunTask", here("ecs", "task-definition/shop-production-task-migrate:3"), {
        "ecs:cluster": here("ecs", "cluster/shop-production"),
      }),
      "Allowed",
    ],
    [
      "runs none in another",
      asked("ecs:RunTask", here("ecs", "task-definition/shop-production-task-migrate:3"), {
        "ecs:cluster": here("ecs", "cluster/shop-staging"),
      }),
      "ImplicitlyDenied",
    ],
    [
      "hands a task its role",
      asked("iam:PassRole", roleOf("api-task"), { "iam:PassedToService": "ecs-tasks.amazonaws.com" }),
      "Allowed",
    ],
    [
      "hands no role to a machine",
      asked("iam:PassRole", roleOf("api-task"), { "iam:PassedToService": "ec2.amazonaws.com" }),
      "ImplicitlyDenied",
    ],
    [
      "hands on no foreign role",
      asked("iam:PassRole", iam("role/administrator"), { "iam:PassedToService": "ecs-tasks.amazonaws.com" }),
      "ImplicitlyDenied",
    ],
    [
      "hands on not itself",
      asked("iam:PassRole", roleOf("deploy"), { "iam:PassedToService": "lambda.amazonaws.com" }),
      "ExplicitlyDenied",
    ],
    ["assumes no other role", asked("sts:AssumeRole", roleOf("api-task")), "ExplicitlyDenied"],
    [
      "attaches what databases report with",
      asked("iam:AttachRolePolicy", roleOf("database-monitoring"), {
        "iam:PolicyARN": "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
      }),
      "Allowed",
    ],
    [
      "attaches no administrator",
      asked("iam:AttachRolePolicy", roleOf("api-task"), {
        "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
      "ImplicitlyDenied",
    ],
    ["adds nothing to itself", asked("iam:PutRolePolicy", roleOf("deploy")), "ExplicitlyDenied"],
    ["adds nothing to who tries", asked("iam:PutRolePolicy", roleOf("operate")), "ExplicitlyDenied"],
    [
      "attaches nothing to itself",
      asked("iam:AttachRolePolicy", roleOf("deploy"), {
        "iam:PolicyARN": "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
      }),
      "ExplicitlyDenied",
    ],
    ["lets nobody else in", asked("iam:UpdateAssumeRolePolicy", roleOf("preview")), "ExplicitlyDenied"],
    [
      "rewrites none of its policies",
      asked("iam:CreatePolicyVersion", iam("policy/shop-production-deploy-1")),
      "ExplicitlyDenied",
    ],
    [
      "turns a breaker of its firewall",
      asked("wafv2:UpdateWebACL", here("wafv2", "regional/webacl/shop-production-balancer/1")),
      "Allowed",
    ],
    [
      "not of another stack's",
      asked("wafv2:UpdateWebACL", here("wafv2", "regional/webacl/shop-staging-balancer/1")),
      "ImplicitlyDenied",
    ],
    ["makes a CDN", asked("cloudfront:CreateDistribution", "*", tagsOf("RequestTag")), "Allowed"],
    ["makes none without its tags", asked("cloudfront:CreateDistribution", "*"), "ImplicitlyDenied"],
    ["changes its CDN", asked("cloudfront:UpdateDistribution", distribution, ours), "Allowed"],
    [
      "leaves another's CDN alone",
      asked("cloudfront:UpdateDistribution", distribution, theirs),
      "ImplicitlyDenied",
    ],
    [
      "cannot call another's CDN its own",
      asked("cloudfront:TagResource", distribution, { ...theirs, ...tagsOf("RequestTag") }),
      "ImplicitlyDenied",
    ],
    [
      "makes a probe",
      asked("lambda:CreateFunction", here("lambda", "function:cwsyn-shop-production-api-1")),
      "Allowed",
    ],
    ["sends no mail", asked("ses:SendEmail", here("ses", "identity/shop.example"), ours), "ImplicitlyDenied"],
    [
      "lets nobody read what a log masks",
      asked("logs:Unmask", here("logs", "log-group:/shop-production/api"), inRegion),
      "ImplicitlyDenied",
    ],
    ["makes no policy", asked("iam:CreatePolicy", iam("policy/shop-production-more")), "ImplicitlyDenied"],
    ["makes no user", asked("iam:CreateUser", iam("user/shop-production-me")), "ImplicitlyDenied"],
    [
      "leaves the issuer alone",
      asked("iam:DeleteOpenIDConnectProvider", iam("oidc-provider/token.actions.githubusercontent.com")),
      "ExplicitlyDenied",
    ],
    ["writes the state", asked("s3:PutObject", `${state}/.pulumi/stacks/golive/production.json`), "Allowed"],
    ["leaves the state's bucket as it is", asked("s3:PutBucketPolicy", state), "ExplicitlyDenied"],
    [
      "encrypts with the state's key",
      asked("kms:Encrypt", key, keyOf("alias/shop-production-pulumi")),
      "Allowed",
    ],
    [
      "leaves the state's key as it is",
      asked("kms:PutKeyPolicy", key, { ...ours, ...keyOf("alias/shop-production-pulumi") }),
      "ExplicitlyDenied",
    ],
    [
      "moves not its alias",
      asked("kms:UpdateAlias", here("kms", "alias/shop-production-pulumi")),
      "ExplicitlyDenied",
    ],
  ];
  it.each(rows)("%s", async (_, request, decision) => {
    expect(await decide(deploy, request)).toBe(decision);
  });

  const underLimits: readonly Row[] = [
    [
      "makes a role under it",
      asked("iam:CreateRole", roleOf("api-task"), { "iam:PermissionsBoundary": limits }),
      "Allowed",
    ],
    ["makes none without", asked("iam:CreateRole", roleOf("api-task")), "ImplicitlyDenied"],
    [
      "makes none under another",
      asked("iam:CreateRole", roleOf("api-task"), { "iam:PermissionsBoundary": iam("policy/wide") }),
      "ImplicitlyDenied",
    ],
    [
      "writes a policy under it",
      asked("iam:PutRolePolicy", roleOf("api-task"), { "iam:PermissionsBoundary": limits }),
      "Allowed",
    ],
    ["writes none without", asked("iam:PutRolePolicy", roleOf("api-task")), "ImplicitlyDenied"],
    [
      "lifts it from no role",
      asked("iam:DeleteRolePermissionsBoundary", roleOf("api-task"), { "iam:PermissionsBoundary": limits }),
      "ExplicitlyDenied",
    ],
    ["does not widen it", asked("iam:CreatePolicyVersion", limits), "ExplicitlyDenied"],
  ];
  it.each(underLimits)("with a permissions boundary %s", async (_, request, decision) => {
    expect(await decide(deployUnderLimits, request)).toBe(decision);
  });

  it("has rights for no service that the program does not use", async () => {
    const small = policiesOf(
      await planOf({ types: { [place.region]: ["aws:ecs/cluster:Cluster"] } }),
      "deploy",
    );
    expect(await decide(small, asked("ecs:UpdateCluster", here("ecs", "cluster/shop-production")))).toBe(
      "Allowed",
    );
    expect(await decide(small, asked("s3:CreateBucket", "arn:aws:s3:::shop-production-reports-1"))).toBe(
      "ImplicitlyDenied",
    );
  });
});

describe("the operate role", () => {
  const evidence = (record: string) => `arn:aws:s3:::shop-production-evidence-111122223333/${record}`;
  const token = (name: string) => here("secretsmanager", `secret:shop-production/${name}-a1B2c3`);
  const toBackup = { "iam:PassedToService": "backup.amazonaws.com" };
  const plan = (name: string) => here("backup", `restore-testing-plan:shop_production_${name}-1`);
  const rows: readonly Row[] = [
    ["adds a record", asked("s3:PutObject", evidence("trials/00000001.json")), "Allowed"],
    ["adds what belongs to it", asked("s3:PutObject", evidence("attachments/a1")), "Allowed"],
    ["adds no release", asked("s3:PutObject", evidence("release/1.json")), "ExplicitlyDenied"],
    [
      "says of no restore that it was good",
      asked("s3:PutObject", evidence("restore/1.json")),
      "ExplicitlyDenied",
    ],
    ["takes no record away", asked("s3:DeleteObject", evidence("trials/00000001.json")), "ExplicitlyDenied"],
    [
      "takes no version of it away",
      asked("s3:DeleteObjectVersion", evidence("trials/00000001.json")),
      "ExplicitlyDenied",
    ],
    [
      "goes round no lock",
      asked("s3:BypassGovernanceRetention", evidence("trials/00000001.json")),
      "ExplicitlyDenied",
    ],
    ["sends a trial's token", asked("secretsmanager:GetSecretValue", token("PROBE_TOKEN")), "Allowed"],
    ["reads no other secret", asked("secretsmanager:GetSecretValue", token("TOKEN")), "ExplicitlyDenied"],
    [
      "opens a token alone with the secrets' key",
      asked("kms:Decrypt", key, {
        ...keyOf("alias/shop-production-secrets", "secretsmanager"),
        "kms:EncryptionContext:SecretARN": token("TOKEN"),
      }),
      "ImplicitlyDenied",
    ],
    [
      "opens no other bucket's files with the data's key",
      asked("kms:Decrypt", key, {
        ...keyOf("alias/shop-production-data", "s3"),
        "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::shop-production-reports-111122223333",
      }),
      "ImplicitlyDenied",
    ],
    [
      "reads no file",
      asked("s3:GetObject", "arn:aws:s3:::shop-production-reports-111122223333/a.pdf"),
      "ExplicitlyDenied",
    ],
    [
      "reads no state",
      asked("s3:GetObject", `${state}/.pulumi/stacks/golive/production.json`),
      "ExplicitlyDenied",
    ],
    [
      "reads its own logs",
      asked("logs:FilterLogEvents", here("logs", "log-group:/shop-production/api")),
      "Allowed",
    ],
    [
      "reads no other stack's",
      asked("logs:FilterLogEvents", here("logs", "log-group:/shop-staging/api")),
      "ImplicitlyDenied",
    ],
    [
      "unmasks nothing",
      asked("logs:Unmask", here("logs", "log-group:/shop-production/api"), inRegion),
      "ImplicitlyDenied",
    ],
    ["begins a restore drill", asked("backup:CreateRestoreTestingPlan", plan("restore_drill")), "Allowed"],
    [
      "leaves the stack's own test alone",
      asked("backup:DeleteRestoreTestingPlan", plan("restore_test")),
      "ExplicitlyDenied",
    ],
    [
      "deletes no backup",
      asked("backup:DeleteRecoveryPoint", here("rds", "snapshot:awsbackup:job-1")),
      "ExplicitlyDenied",
    ],
    [
      "hands the backups' role to AWS Backup",
      asked("iam:PassRole", iam("role/shop-production-backup"), toBackup),
      "Allowed",
    ],
    [
      "hands it to no other service",
      asked("iam:PassRole", iam("role/shop-production-backup"), {
        "iam:PassedToService": "lambda.amazonaws.com",
      }),
      "ImplicitlyDenied",
    ],
    [
      "hands on no other role",
      asked("iam:PassRole", iam("role/shop-production-api-task"), toBackup),
      "ExplicitlyDenied",
    ],
    [
      "asks the function that looks into copies",
      asked("lambda:InvokeFunction", here("lambda", "function:shop-production-restore-check")),
      "Allowed",
    ],
    [
      "asks no other",
      asked("lambda:InvokeFunction", here("lambda", "function:shop-production-values")),
      "ImplicitlyDenied",
    ],
    ["tells of a ticket", asked("sns:Publish", here("sns", "shop-production-tickets")), "Allowed"],
    ["wakes nobody", asked("sns:Publish", here("sns", "shop-production-oncall")), "ImplicitlyDenied"],
    [
      "deploys nothing",
      asked("ecs:UpdateService", here("ecs", "service/shop-production/api")),
      "ExplicitlyDenied",
    ],
    [
      "starts no task",
      asked("ecs:RunTask", here("ecs", "task-definition/shop-production-api:1")),
      "ExplicitlyDenied",
    ],
    [
      "shifts no traffic",
      asked(
        "elasticloadbalancing:ModifyRule",
        here("elasticloadbalancing", "listener-rule/app/shop-production/1/2/3"),
        ours,
      ),
      "ExplicitlyDenied",
    ],
    [
      "turns no breaker",
      asked("wafv2:UpdateWebACL", here("wafv2", "regional/webacl/shop-production-balancer/1")),
      "ExplicitlyDenied",
    ],
    [
      "assumes no other role",
      asked("sts:AssumeRole", iam("role/shop-production-deploy")),
      "ExplicitlyDenied",
    ],
  ];
  it.each(rows)("%s", async (_, request, decision) => {
    expect(await decide(operate, request)).toBe(decision);
  });

  it("reads no secret where no trial sends one, and no page where there is none", async () => {
    const policies = policiesOf(await planOf({ tokens: [], publishes: false }), "operate");
    const page = "arn:aws:s3:::shop-production-site-111122223333/index.html";
    expect(await decide(policies, asked("secretsmanager:GetSecretValue", token("PROBE_TOKEN")))).toBe(
      "ExplicitlyDenied",
    );
    expect(await decide(policies, asked("s3:GetObject", page))).toBe("ExplicitlyDenied");
    expect(await decide(operate, asked("s3:GetObject", page))).toBe("Allowed");
  });

  it("changes nothing that serves, whatever else it carries", async () => {
    const everything = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    });
    const own =
      /^(backup:(Create|Delete|Tag)|iam:PassRole|kms:(Encrypt|GenerateDataKey)|lambda:Invoke|s3:PutObject$)/;
    const looking = /:(Batch|Decrypt|Describe|Filter|Get|List|Validate|View)/;
    const changes = allowancesOf(deploy).filter(({ action }) => !own.test(action) && !looking.test(action));
    const answered = new Map<string, Decision>();
    for (const { action, on } of changes)
      for (const resource of examplesOf(on)) {
        if (answered.has(action)) break;
        const decision = await decide([...operate, everything], { action, resource }).catch(() => undefined);
        if (decision) answered.set(action, decision);
      }
    expect([...answered].filter(([, decision]) => decision !== "ExplicitlyDenied")).toEqual([]);
    expect(changes.filter(({ action }) => !answered.has(action))).toEqual([]);
  });
});

describe("publishing the frontend", () => {
  const page = "arn:aws:s3:::shop-production-site-111122223333/index.html";
  const distribution = "arn:aws:cloudfront::111122223333:distribution/E1";
  const rows: readonly Row[] = [
    ["writes its files", asked("s3:PutObject", page), "Allowed"],
    ["takes old ones away", asked("s3:DeleteObject", page), "Allowed"],
    ["leaves their old versions", asked("s3:DeleteObjectVersion", page), "ImplicitlyDenied"],
    [
      "writes no other file",
      asked("s3:PutObject", "arn:aws:s3:::shop-production-reports-111122223333/index.html"),
      "ImplicitlyDenied",
    ],
    ["makes the CDN forget", asked("cloudfront:CreateInvalidation", distribution, ours), "Allowed"],
    [
      "makes no other forget",
      asked("cloudfront:CreateInvalidation", distribution, theirs),
      "ImplicitlyDenied",
    ],
  ];
  it.each(rows)("the deploy role %s", async (_, request, decision) => {
    expect(await decide(deploy, request)).toBe(decision);
  });

  it("is no right where there is no frontend", async () => {
    const policies = policiesOf(await planOf({ publishes: false }), "deploy");
    expect(await decide(policies, asked("s3:PutObject", page))).toBe("ImplicitlyDenied");
  });
});

describe("the rights in another region", () => {
  const firewallIn = (region: string, scope: string) =>
    `arn:aws:wafv2:${region}:111122223333:${scope}/webacl/shop-production-cdn/1`;
  const inRegionOf = (types: PipelineArgs["types"]) =>
    planOf({ types }).then((plan) => policiesOf(plan, "deploy"));

  it.each([
    ["changes a CDN's firewall", "wafv2:UpdateWebACL", firewallIn("us-east-1", "global"), "Allowed"],
    ["not one at home", "wafv2:UpdateWebACL", firewallIn("eu-central-1", "regional"), "ImplicitlyDenied"],
    ["not anywhere else", "wafv2:UpdateWebACL", firewallIn("eu-west-1", "regional"), "ImplicitlyDenied"],
    [
      "makes no function there",
      "lambda:CreateFunction",
      "arn:aws:lambda:us-east-1:111122223333:function:shop-production-api",
      "ImplicitlyDenied",
    ],
    ["makes one at home", "lambda:CreateFunction", here("lambda", "function:shop-production-api"), "Allowed"],
  ] as const)("are for what the program declares there: the role %s", async (_, action, on, decision) => {
    const policies = await inRegionOf({
      [place.region]: ["aws:lambda/function:Function"],
      "us-east-1": ["aws:wafv2/webAcl:WebAcl"],
    });
    expect(await decide(policies, asked(action, on))).toBe(decision);
  });

  it("are over keys of that region, which are lent by their own alias only", async () => {
    const policies = await inRegionOf({ [place.region]: [], "eu-west-1": copies });
    const lends = (alias: string, region: string) =>
      decide(
        policies,
        asked("kms:CreateGrant", `arn:aws:kms:${region}:111122223333:key/1`, {
          "kms:ResourceAliases": [alias],
          "kms:ViaService": `backup.${region}.amazonaws.com`,
        }),
      );
    expect(await lends("alias/shop-production-copies", "eu-west-1")).toBe("Allowed");
    expect(await lends("alias/shop-production-data", "eu-west-1")).toBe("ImplicitlyDenied");
    expect(await lends("alias/shop-production-copies", "eu-central-1")).toBe("ImplicitlyDenied");
  });
});

describe("who may assume the roles", () => {
  const trustOf = (name: string) =>
    whole.all(roleType).find((role) => role.name === `shop-production-${name}`)?.assumeRolePolicy;
  const enters = (name: string, sub: string, aud = "sts.amazonaws.com") =>
    admits(trustOf(name), iam(`role/shop-production-${name}`), { aud, sub });

  it.each([
    ["deploy", "repo:acme/shop:environment:production"],
    ["deploy", "repo:acme@1001/shop@2002:environment:production"],
    ["preview", "repo:acme/shop:pull_request"],
    ["preview", "repo:acme@1001/shop@2002:pull_request"],
    ["preview", "repo:acme/shop:ref:refs/heads/main"],
    ["preview", "repo:acme@1001/shop@2002:ref:refs/heads/main"],
    ["operate", "repo:acme/shop:environment:production"],
    ["operate", "repo:acme@1001/shop@2002:environment:production"],
    ["operate", "repo:acme/shop:ref:refs/heads/main"],
    ["operate", "repo:acme@1001/shop@2002:ref:refs/heads/main"],
  ])("%s: %s", async (name, sub) => {
    expect(await enters(name, sub)).toBe(true);
    expect(await enters(name, sub, "https://github.com/acme")).toBe(false);
  });

  it.each([
    ["deploy", "repo:acme/shop:pull_request"],
    ["deploy", "repo:acme/shop:ref:refs/heads/main"],
    ["deploy", "repo:acme/shop:environment:staging"],
    ["deploy", "repo:acme/other:environment:production"],
    ["deploy", "repo:acme@1001/shop@9999:environment:production"],
    ["deploy", "repo:acme@9999/shop@2002:environment:production"],
    ["deploy", "repo:acme/shop:environment:production:extra"],
    ["preview", "repo:acme/shop:ref:refs/heads/other"],
    ["preview", "repo:acme/shop:environment:production"],
    ["preview", "repo:evil/shop:pull_request"],
    ["operate", "repo:acme/shop:pull_request"],
    ["operate", "repo:acme/shop:ref:refs/heads/other"],
    ["operate", "repo:acme/shop:ref:refs/tags/main"],
    ["operate", "repo:acme/shop:environment:production-operate"],
    ["operate", "repo:acme/shop:environment:staging"],
  ])("%s: not %s", async (name, sub) => {
    expect(await enters(name, sub)).toBe(false);
  });
});

describe("the pipeline", () => {
  it("is the issuer, three roles and their policies, no longer and no more than IAM takes", () => {
    expect(whole.only("aws:iam/openIdConnectProvider:OpenIdConnectProvider")).toEqual({
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: ["sts.amazonaws.com"],
    });
    expect(whole.all(roleType).map(({ name, maxSessionDuration }) => [name, maxSessionDuration])).toEqual([
      ["shop-production-preview", undefined],
      ["shop-production-deploy", 14400],
      ["shop-production-operate", 10800],
    ]);
    expect([preview.length, deploy.length, operate.length]).toEqual([4, 10, 2]);
    expect(whole.all(inlineType)).toEqual([]);
    for (const policy of [...preview, ...deploy, ...deployUnderLimits, ...operate])
      expect(String(policy).length).toBeLessThanOrEqual(6144);
  });

  it("fits under the longest name of a product, with every type that there is, here and abroad", async () => {
    const longest = { ...bounded, prefix: `${"p".repeat(24)}-production` };
    const plan = await planOf({
      place: longest,
      types: { [place.region]: every, "eu-west-1": copies, "us-east-1": besideCdn },
    });
    const managed = plan.all(policyType).filter(({ name }) => String(name).includes("-deploy-"));
    expect(managed).toHaveLength(10);
    for (const { policy } of managed) expect(String(policy).length).toBeLessThanOrEqual(6144);
    const inline = plan.only(inlineType);
    expect(inline.name).toBe(`${longest.prefix}-deploy-inline`);
    expect(plan.get(inlineType, "pipeline-deploy-policy-inline").uses("role")).toEqual([
      "pipeline-deploy-role",
    ]);
    expect(String(inline.policy).length).toBeLessThanOrEqual(10_240);
  });

  it("has each policy attached to its role, and known before anything exists", () => {
    const attached = whole.declared.filter(({ type }) => type.endsWith(":RolePolicyAttachment"));
    expect(attached.map((one) => [one.uses("role").join(), one.inputs.policyArn])).toEqual(
      whole
        .all(policyType)
        .map(({ name }) => [`pipeline-${String(name).split("-")[2]}-role`, iam(`policy/${name}`)]),
    );
    for (const one of attached) expect(one.after.join()).toContain("-policy-");
  });

  it("uses the account's issuer where another stack made it", async () => {
    const plan = await planOf({ settings: { ...args.settings, provider: "existing" } });
    expect(plan.all("aws:iam/openIdConnectProvider:OpenIdConnectProvider")).toEqual([]);
  });

  it("puts its own roles under the boundary", () => {
    expect(limited.all(roleType).map(({ permissionsBoundary }) => permissionsBoundary)).toEqual([
      limits,
      limits,
      limits,
    ]);
  });

  it("refuses a type that its table does not know, by name", async () => {
    await expect(planOf({ types: { [place.region]: ["aws:ec2/instance:Instance"] } })).rejects.toThrow(
      "which has no line for aws:ec2/instance:Instance",
    );
  });
});

describe("the types of a program", () => {
  class Part extends pulumi.ComponentResource {
    constructor(name: string, topic: aws.sns.TopicArgs, opts?: pulumi.ComponentResourceOptions) {
      super("golive:test:Part", name, {}, opts);
      new aws.sns.Topic(`${name}-topic`, topic, { parent: this });
    }
  }

  it("are those of all AWS resources below whoever collects them, by region", async () => {
    const seen = collectTypes("eu-central-1");
    await declare(() => {
      const top = new Part("top", { region: "us-east-1" }, { transformations: [seen.transformation] });
      const inner = new Part("inner", {}, { parent: top });
      new aws.sqs.Queue("queue", { region: "eu-central-1" }, { parent: inner });
      new aws.ec2.Vpc("elsewhere", {});
    });
    expect(seen.types()).toEqual({
      "eu-central-1": ["aws:sns/topic:Topic", "aws:sqs/queue:Queue"],
      "us-east-1": ["aws:sns/topic:Topic"],
    });
  });

  it("are refused where their region is not known before deploy", () => {
    const { transformation } = collectTypes("eu-central-1");
    expect(() =>
      transformation({
        ...{ type: "aws:sns/topic:Topic", name: "pages", opts: {} },
        props: { region: pulumi.output("us-east-1") },
        resource: new Part("part", {}),
      }),
    ).toThrow("pages: its region must be known before deploy");
  });
});
