import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Service } from "../../config/shape/services.ts";
import { trust } from "../document.ts";
import { executionRole } from "../names.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";
import { type LogSettings, logGroup } from "../watch/log-group.ts";
import { type Masked, masking } from "../watch/masking.ts";
import { besideCollector, type CollectorArgs, collectorOf, toldOf } from "./collector.ts";
import { type ContainerArgs, type ContainerSecret, containerOf, knownPart } from "./container.ts";
import { executionPolicy } from "./execution.ts";
import type { PinnedImage } from "./image.ts";

export interface TaskArgs {
  readonly place: Place;
  readonly settings: Pick<Service, "size" | "command" | "user" | "stopSeconds" | "env">;
  /** How it shows that it can work; a task that ends by itself shows nothing. */
  readonly health: ContainerArgs["health"];
  /** Where it listens; a task that serves nobody has none. */
  readonly port?: number;
  readonly image: PinnedImage;
  /** What the platform tells it beside its own settings. */
  readonly context: Readonly<Record<string, pulumi.Input<string>>>;
  /** By variable; several may come from one secret. */
  readonly secrets: Readonly<Record<string, ContainerSecret & { readonly name: string }>>;
  readonly logs: LogSettings;
  /** What nobody reads in its log. */
  readonly masked: Masked;
  /** What runs beside it, and sends on what it measures. */
  readonly collector?: CollectorArgs;
}

/**
 * What runs: one container, pinned, perhaps a collector beside it, and two roles. ECS starts it with the one, which reads exactly its secrets;
 * the other is the application's and may do nothing until a verb such as `bucket.allow` says so.
 */
export class Task extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly container: string;
  readonly role: aws.iam.Role;
  readonly logGroup: pulumi.Output<string>;

  constructor(name: string, args: TaskArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:run:Task", name, {}, opts);
    const own = { parent: this };
    const { place, settings, image, context, secrets, logs, collector } = args;
    const logGroupName = `/${place.prefix}/${name}`;

    const log = logGroup(`${name}-log`, logGroupName, logs, this);
    const masked = masking(`${name}-log-masking`, place, { logGroup: log, identifiers: args.masked }, this);
    const roleFor = (purpose: string, roleName: string, description: string) =>
      role(
        `${name}-${purpose}-role`,
        place,
        {
          name: roleName,
          description,
          trust: trust(place, "ecs-tasks.amazonaws.com", arnOf(place, "ecs", "*")),
        },
        this,
      );
    this.role = roleFor("task", `${place.prefix}-${name}-task`, `What ${name} itself may do`);
    const execution = roleFor("execution", executionRole(place, name), `What ECS needs to start ${name}`);
    const permission = new aws.iam.RolePolicy(
      `${name}-execution-policy`,
      {
        name: "start",
        role: execution.name,
        policy: executionPolicy(place, {
          images: [image, ...(collector ? [collector.image] : [])],
          logGroupName,
          secrets: Object.values(secrets).map((s) => s.name),
        }),
      },
      own,
    );

    const main = containerOf({
      name,
      image: image.ref,
      command: settings.command,
      health: args.health,
      user: settings.user,
      stopSeconds: settings.stopSeconds,
      port: args.port,
      env: { ...context, ...(collector && toldOf(name, collector)), ...settings.env },
      secrets,
      region: place.region,
      logGroupName,
    });
    const containers = collector
      ? [
          besideCollector(main, settings.size.memory, collector),
          collectorOf({ service: name, region: place.region, logGroupName }, collector),
        ]
      : [main];
    const definition = new aws.ecs.TaskDefinition(
      `${name}-definition`,
      {
        family: `${place.prefix}-${name}`,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: String(settings.size.cpu),
        memory: String(settings.size.memory),
        runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "X86_64" },
        executionRoleArn: execution.arn,
        taskRoleArn: this.role.arn,
        containerDefinitions: pulumi.jsonStringify(containers),
        skipDestroy: true, // earlier revisions stay: they are what a rollback goes back to
      },
      { parent: this, dependsOn: [log, ...masked, permission] },
    );

    this.arn = definition.arn;
    this.container = name;
    this.logGroup = log.name;
    this.registerOutputs({
      arn: this.arn,
      container: name,
      logGroup: this.logGroup,
      containers: containers.map((one) => knownPart(one, one.name === name ? secrets : {})),
    });
  }
}
