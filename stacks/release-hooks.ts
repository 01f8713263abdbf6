import type { Statement } from "../components/document.ts";
import type { Balancer } from "../components/edge/balancer.ts";
import { testPort } from "../components/edge/listeners.ts";
import { executionRole } from "../components/names.ts";
import { arnOf, type Place } from "../components/place.ts";
import { Delivery } from "../components/run/delivery.ts";
import type { Hook } from "../components/run/deployment.ts";
import type { Lambda } from "../components/run/lambda.ts";
import { keyAlias } from "../components/secrets/key-class.ts";
import { readsEvidence, writesEvidence } from "../components/storage/evidence.ts";
import { probeAgent } from "../config/probe-agent.ts";
import type { Config } from "../config/schema.ts";
import { servedServices } from "../config/served.ts";
import type { Settings as MigrationSettings } from "../functions/migration/settings.ts";
import type { Settings as SmokeSettings } from "../functions/smoke/settings.ts";
import { lambda } from "./function.ts";
import { gateOf, hookMinutes } from "./hook-minutes.ts";
import type { Inside } from "./inside.ts";
import { named } from "./records.ts";
import type { Outputs } from "./rotation-settings.ts";
import type { OneOff } from "./tasks.ts";

/** What every deployment of a served service waits for. */
export interface ReleaseHooks {
  readonly delivery: Delivery;
  /** The service whose deployment migrates the database: nobody else's new code starts before it. */
  readonly gate: string | undefined;
  hooksOf(service: string): readonly Hook[];
}

/** Migrations before new code starts, a smoke test before it has traffic (C13, W04). */
export function releaseHooks(
  inside: Inside,
  balancer: Balancer,
  tasks: Readonly<Record<string, OneOff>>,
): ReleaseHooks {
  const { place, config, parent } = inside;
  const gate = gateOf(config);
  const migration = gate === undefined ? undefined : migrates(inside, tasks);
  const smoke = asks(inside, balancer);
  const delivery = new Delivery(
    "delivery",
    { place, hooks: [smoke, ...(migration ? [migration] : [])].map(({ arn }) => arn) },
    { parent },
  );
  return {
    delivery,
    gate,
    hooksOf: (service) =>
      hookMinutes(config, service).flatMap(({ hook, stage, minutes }) => {
        const asked = hook === "smoke" ? smoke : migration;
        return asked ? [{ stage, functionArn: asked.functionArn, minutes }] : [];
      }),
  };
}

/** Of the snapshots that were taken before migrations, how many are kept. */
const keepSnapshots = 10;

function migrates(inside: Inside, tasks: Readonly<Record<string, OneOff>>): Lambda {
  const { place, config, database, evidence } = inside;
  const taskOf = (id: "migrate" | "verify") => {
    const { alsoWears } = named(tasks, id);
    const { timeoutMinutes } = named(config.tasks, id);
    const name = `task-${id}`;
    return { family: `${place.prefix}-${name}`, container: name, alsoWears, timeoutMinutes };
  };
  const settings = {
    prefix: place.prefix,
    cluster: place.prefix,
    migrate: taskOf("migrate"),
    verify: taskOf("verify"),
    database: { engine: config.database.engine, identifier: database.name },
    evidence: evidence.bucketName,
    schema: config.release.schema,
    rollbackDays: config.release.rollbackDays,
    keepSnapshots,
  } satisfies Outputs<MigrationSettings>;
  return lambda(
    "migration",
    {
      description:
        "Before new code starts: a snapshot, the release's migrations once, and a look at what they made",
      settings,
      statements: [
        ...runsTasks(place),
        ...takesSnapshots(place, database.name, config.database.engine),
        ...readsEvidence(place, "migration"),
        ...writesEvidence(place, "migration", "migration-failed"),
      ],
      timeoutSeconds: 120,
    },
    inside,
  );
}

const releaseTasks = ["task-migrate", "task-verify"] as const;

function runsTasks(place: Place): readonly Statement[] {
  const inCluster = { ArnEquals: { "ecs:cluster": arnOf(place, "ecs", `cluster/${place.prefix}`) } };
  const tasks = arnOf(place, "ecs", `task/${place.prefix}/*`);
  return [
    {
      Sid: "ReadRevisions",
      Effect: "Allow",
      Action: ["ecs:DescribeServiceDeployments", "ecs:DescribeServiceRevisions"],
      Resource: ["service", "service-deployment", "service-revision"].map((kind) =>
        arnOf(place, "ecs", `${kind}/${place.prefix}/*`),
      ),
    },
    {
      // IAM ties neither to a resource.
      Sid: "FindDefinitions",
      Effect: "Allow",
      Action: ["ecs:DescribeTaskDefinition", "ecs:ListTaskDefinitions"],
      Resource: "*",
    },
    {
      Sid: "RunReleaseTasks",
      Effect: "Allow",
      Action: "ecs:RunTask",
      Resource: releaseTasks.map((name) => arnOf(place, "ecs", `task-definition/${place.prefix}-${name}:*`)),
      Condition: inCluster,
    },
    {
      Sid: "FindTasks",
      Effect: "Allow",
      Action: "ecs:ListTasks",
      Resource: arnOf(place, "ecs", `container-instance/${place.prefix}/*`),
      Condition: inCluster,
    },
    {
      Sid: "WatchTasks",
      Effect: "Allow",
      Action: ["ecs:DescribeTasks", "ecs:StopTask"],
      Resource: tasks,
      Condition: inCluster,
    },
    {
      Sid: "TagTasks",
      Effect: "Allow",
      Action: "ecs:TagResource",
      Resource: tasks,
      Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
    },
    {
      Sid: "LendTaskRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: releaseTasks.flatMap((name) =>
        [executionRole(place, name), `${place.prefix}-${name}-task`].map((role) =>
          arnOf(place, "iam", `role/${role}`, "global"),
        ),
      ),
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
  ];
}

function takesSnapshots(
  place: Place,
  database: string,
  engine: Config["database"]["engine"],
): readonly Statement[] {
  const [kind, snapshots, actions] =
    engine === "postgres"
      ? (["db", "snapshot", ["CreateDBSnapshot", "DeleteDBSnapshot", "DescribeDBSnapshots"]] as const)
      : ([
          "cluster",
          "cluster-snapshot",
          ["CreateDBClusterSnapshot", "DeleteDBClusterSnapshot", "DescribeDBClusterSnapshots"],
        ] as const);
  const [create, remove, describe] = actions;
  const own = arnOf(place, "rds", `${snapshots}:${place.prefix}-release-*`);
  const store = arnOf(place, "rds", `${kind}:${database}`);
  const look = engine === "postgres" ? "rds:DescribeDBInstances" : "rds:DescribeDBClusters";
  return [
    {
      Sid: "SnapshotBeforeMigration",
      Effect: "Allow",
      Action: `rds:${create}`,
      Resource: [store, own],
    },
    {
      Sid: "KeepSnapshots",
      Effect: "Allow",
      Action: [`rds:${remove}`, "rds:AddTagsToResource"],
      Resource: own,
    },
    {
      // RDS opens an encrypted store in the name of whoever asks ("Overview of encrypting Amazon RDS resources").
      Sid: "LendKeyToSnapshots",
      Effect: "Allow",
      Action: ["kms:CreateGrant", "kms:DescribeKey"],
      Resource: arnOf(place, "kms", "key/*"),
      Condition: {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias(place, "data") },
        StringEquals: { "kms:ViaService": `rds.${place.region}.amazonaws.com` },
        BoolIfExists: { "kms:GrantIsForAWSResource": "true" },
      },
    },
    {
      Sid: "FindSnapshots",
      Effect: "Allow",
      Action: [`rds:${describe}`, look],
      Resource: [store, arnOf(place, "rds", `${snapshots}:*`)],
    },
  ];
}

function asks(inside: Inside, balancer: Balancer): Lambda {
  const { place, config } = inside;
  const settings = {
    prefix: place.prefix,
    listener: { host: balancer.dnsName, port: testPort },
    services: Object.fromEntries(
      servedServices(config).map(([id, { host, health }]) => [
        id,
        { host, paths: [health.path, ...health.also] },
      ]),
    ),
    agent: probeAgent(config),
    patienceSeconds: 180,
  } satisfies Outputs<SmokeSettings>;
  const made = lambda(
    "smoke",
    {
      description: "Asks a release on the test listener for its declared paths, before users do",
      settings,
      statements: [],
      timeoutSeconds: 300,
      network: { database: false },
    },
    inside,
  );
  made.reachOut(testPort, "The balancer's test listener");
  return made;
}
