import type { Config } from "../../config/schema.ts";
import { trialSecrets } from "../../config/trial-secrets.ts";
import type { Asked } from "./decide.ts";

const account = "111122223333";

/** What each command of a workflow asks AWS for, by the calls in `ops/`, which name their rights themselves. */
export function requestsOf(config: Config): Readonly<Record<string, readonly Asked[]>> {
  const { product, environment, region, frontend } = config;
  const prefix = `${product}-${environment}`;
  const ask = (action: string, resource: string, context: Asked["context"] = {}): Asked => ({
    action,
    resource,
    context,
  });
  const here = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
  const anywhere = (action: string) => ask(action, "*", { "aws:RequestedRegion": region });
  const s3 = (name: string) => `arn:aws:s3:::${prefix}-${name}-${account}`;
  const key = (actions: readonly string[], of: string, service: string, context: Asked["context"] = {}) =>
    actions.map((action) =>
      ask(`kms:${action}`, here("kms", "key/1"), {
        "kms:ResourceAliases": [`alias/${prefix}-${of}`],
        "kms:ViaService": `${service}.${region}.amazonaws.com`,
        ...context,
      }),
    );
  const inCluster = { "ecs:cluster": here("ecs", `cluster/${prefix}`) };
  const passing = (service: string) => ({ "iam:PassedToService": service });
  const role = (name: string) => `arn:aws:iam::${account}:role/${prefix}-${name}`;

  const service = here("ecs", `service/${prefix}/api`);
  const serving = [ask("ecs:DescribeServices", service), anywhere("ecs:DescribeTaskDefinition")];
  const deployments = [
    ask("ecs:ListServiceDeployments", service),
    ask("ecs:DescribeServiceDeployments", here("ecs", `service-deployment/${prefix}/api/a1`)),
  ];
  const records = (...kinds: readonly string[]) => [
    ask("s3:ListBucket", s3("evidence")),
    ...kinds.map((kind) => ask("s3:GetObject", `${s3("evidence")}/${kind}/a`)),
    ...key(["Decrypt"], "data", "s3", { "kms:EncryptionContext:aws:s3:arn": s3("evidence") }),
  ];
  const written = (...kinds: readonly string[]) => [
    ...kinds.map((kind) => ask("s3:PutObject", `${s3("evidence")}/${kind}/a`)),
    ...key(["GenerateDataKey"], "data", "s3", { "kms:EncryptionContext:aws:s3:arn": s3("evidence") }),
  ];
  const trial = [...serving, ...records("attachments", "trials"), ...written("attachments", "trials")];
  const images = [ask("ecr:DescribeImages", here("ecr", `repository/${prefix}/api`))];
  const far = { "aws:RequestedRegion": "us-east-1" };
  const alarms = [
    anywhere("cloudwatch:DescribeAlarms"),
    ask("cloudwatch:ListTagsForResource", here("cloudwatch", `alarm:${prefix}-api-paused`)),
    ...(frontend
      ? [
          ask(
            "cloudwatch:DescribeAlarms",
            `arn:aws:cloudwatch:us-east-1:${account}:alarm:${prefix}-cdn-failing-answers`,
            far,
          ),
        ]
      : []),
  ];
  const numbers = [...alarms, anywhere("cloudwatch:GetMetricData")];
  const token = trialSecrets(config).flatMap((name) => {
    const secret = here("secretsmanager", `secret:${prefix}/${name}-a1B2c3`);
    return [
      ask("secretsmanager:GetSecretValue", secret),
      ...key(["Decrypt"], "secrets", "secretsmanager", { "kms:EncryptionContext:SecretARN": secret }),
    ];
  });
  const page =
    frontend?.kind === "static"
      ? [ask("s3:GetObject", `${s3("site")}/index.html`), ask("s3:ListBucket", s3("site"))]
      : [];
  const checker = ask("lambda:InvokeFunction", here("lambda", `function:${prefix}-secrets-check`));
  const drill = here("backup", `restore-testing-plan:${prefix.replaceAll("-", "_")}_restore_drill-a1`);
  const model = here("backup", `restore-testing-plan:${prefix.replaceAll("-", "_")}_restore_test-a1`);
  const task = here("ecs", `task/${prefix}/a1`);
  const log = here("logs", `log-group:/${prefix}/api`);
  const turned = [
    ...serving,
    ...deployments,
    ...alarms,
    ...records("attachments", "migration", "release", "rollback", "trials"),
    ...written("attachments", "release", "rollback", "trials"),
    ask("ecs:UpdateService", service),
    ask("ecs:StopServiceDeployment", here("ecs", `service-deployment/${prefix}/api/a1`)),
    ask("iam:PassRole", role("api-task"), passing("ecs-tasks.amazonaws.com")),
    ...page,
  ];

  return {
    "ops pin": [...images, ...serving],
    "ops release": [...serving, ...records("release"), ...page],
    "ops secrets": [checker],
    "ops smoke": [...trial, ...token, ask("logs:FilterLogEvents", log)],
    "ops load": [...trial, ...token],
    "ops soak": [...trial, ...token],
    "ops page-load": trial,
    "ops report": trial,
    "emergency sanity": trial,
    // Beside what its steps ask: what the records show, and what serves.
    cutover: [...serving, ...records("attachments", "trials")],
    "ops evidence export": records("attachments", "trials"),
    "ops tag": trial,
    "ops watch": [...trial, ...numbers],
    "ops canary watch": [
      ...trial,
      ...numbers,
      ...deployments,
      ask("ecs:DescribeServiceRevisions", here("ecs", `service-revision/${prefix}/api/1`)),
    ],
    "ops preflight": [
      ...trial,
      checker,
      ...images,
      ask("ecr:DescribeImageScanFindings", here("ecr", `repository/${prefix}/api`)),
      ...alarms,
      anywhere("servicequotas:GetServiceQuota"),
      anywhere("servicequotas:GetAWSDefaultServiceQuota"),
      anywhere("rds:DescribeDBInstances"),
    ],
    "ops drumbeat": [
      ...trial,
      ...alarms,
      ...token,
      anywhere("cloudwatch:GetMetricStatistics"),
      ask("backup:ListRecoveryPointsByBackupVault", here("backup", `backup-vault:${prefix}`)),
    ],
    "ops restore-drill": [
      ...trial,
      ...records("restore"),
      ask("backup:GetRestoreTestingPlan", model),
      ask("backup:GetRestoreTestingSelection", model),
      ...[
        "CreateRestoreTestingPlan",
        "TagResource",
        "GetRestoreTestingPlan",
        "CreateRestoreTestingSelection",
        "DeleteRestoreTestingSelection",
        "DeleteRestoreTestingPlan",
      ].map((action) => ask(`backup:${action}`, drill)),
      ask("iam:PassRole", role("backup"), passing("backup.amazonaws.com")),
      anywhere("backup:ListRestoreJobs"),
      ask("lambda:InvokeFunction", here("lambda", `function:${prefix}-restore-check`)),
    ],
    "ops incident": [
      ...trial,
      ...["ListSubscriptionsByTopic", "Publish"].map((action) =>
        ask(`sns:${action}`, here("sns", `${prefix}-tickets`)),
      ),
      ...key(["Decrypt", "GenerateDataKey"], "alerts", "sns"),
    ],
    "ops task": [
      ...serving,
      ...records("release"),
      ...["DescribeVpcs", "DescribeSubnets", "DescribeSecurityGroups"].map((action) =>
        anywhere(`ec2:${action}`),
      ),
      ask("ecs:ListTasks", here("ecs", `container-instance/${prefix}/a1`), inCluster),
      ask("ecs:RunTask", here("ecs", `task-definition/${prefix}-task-verify:1`), inCluster),
      ask("ecs:TagResource", task, { "ecs:CreateAction": "RunTask" }),
      ask("iam:PassRole", role("task-verify-execution"), passing("ecs-tasks.amazonaws.com")),
      ask("ecs:DescribeTasks", task),
      ask("ecs:StopTask", task),
      ask("logs:FilterLogEvents", log),
    ],
    "ops canary abort": turned,
    "ops rollback-drill": turned,
    // Beside a targeted update of the program.
    "emergency demote": trial,
    "emergency freeze": trial,
    "ops redeploy": turned,
    "ops rollback": turned,
    "ops frontend publish": [
      ...page,
      ...(frontend?.kind === "static"
        ? [
            ask("s3:PutObject", `${s3("site")}/index.html`),
            ask("s3:DeleteObject", `${s3("site")}/old.js`),
            ask("cloudfront:ListDistributions", "*", far),
            ...["CreateInvalidation", "GetInvalidation"].map((action) =>
              ask(`cloudfront:${action}`, `arn:aws:cloudfront::${account}:distribution/E1`, {
                "aws:ResourceTag/product": product,
                "aws:ResourceTag/environment": environment,
              }),
            ),
          ]
        : []),
    ],
    // Beside what the program itself needs, which `pipeline-reach.test.ts` asks.
    up: [
      ...images,
      ...turned.filter(({ resource }) => !resource.includes("/trials/")),
      ask("logs:FilterLogEvents", log),
    ],
    preview: serving,
  };
}
