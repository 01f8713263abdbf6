import * as pulumi from "@pulumi/pulumi";

/** Where a variable's value is: a secret, or one key of the JSON in it. */
export interface ContainerSecret {
  readonly arn: pulumi.Input<string>;
  /** Its ARN as far as it is known before AWS makes it, question marks for the characters that AWS chooses. */
  readonly knownArn: string;
  readonly jsonKey?: string;
}

export interface ContainerArgs {
  readonly name: string;
  readonly image: pulumi.Input<string>;
  readonly command: readonly string[] | undefined;
  readonly health: { readonly command: readonly string[]; readonly startSeconds: number } | undefined;
  readonly user: string;
  readonly stopSeconds: number;
  readonly port: number | undefined;
  readonly env: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets: Readonly<Record<string, ContainerSecret>>;
  readonly region: string;
  readonly logGroupName: string;
}

/** Of the task's own memory, and only as far as it is used: the smallest task has 512. */
const tmpMebibytes = 128;

/** One container as ECS takes it: not root, nothing writable but /tmp, no privilege kept, every secret by its ARN. */
export const containerOf = (args: ContainerArgs) => ({
  name: args.name,
  image: args.image,
  essential: true,
  ...(args.command && { command: args.command }),
  ...(args.health && {
    healthCheck: {
      command: ["CMD", ...args.health.command],
      interval: 30,
      timeout: 5,
      retries: 3,
      startPeriod: args.health.startSeconds,
    },
  }),
  user: args.user,
  privileged: false,
  readonlyRootFilesystem: true,
  stopTimeout: args.stopSeconds,
  // Named, so that other services may find it by that name. The protocol cannot be changed once they do: with it, Service
  // Connect shares out requests and not connections, which outlive a release ("PortMapping", ECS API reference).
  ...(args.port && {
    portMappings: [{ name: args.name, containerPort: args.port, protocol: "tcp", appProtocol: "http" }],
  }),
  environment: sorted(args.env).map(([name, value]) => ({ name, value })),
  secrets: sorted(args.secrets).map(([name, { arn, jsonKey }]) => ({
    name,
    valueFrom: valueFrom(arn, jsonKey),
  })),
  linuxParameters: {
    initProcessEnabled: true,
    capabilities: { drop: ["ALL"] },
    // In memory and writable for any user, which a mounted volume is not (it belongs to root).
    tmpfs: [{ containerPath: "/tmp", size: tmpMebibytes, mountOptions: ["nosuid", "nodev"] }],
  },
  logConfiguration: {
    logDriver: "awslogs",
    options: {
      "awslogs-group": args.logGroupName,
      "awslogs-region": args.region,
      "awslogs-stream-prefix": args.name,
      // A service must not stand still because CloudWatch does.
      mode: "non-blocking",
      "max-buffer-size": "25m",
    },
  },
});

/**
 * What of it is known before AWS makes anything. One secret's ARN inside the JSON that ECS takes hides all of it at a
 * first preview; policy reads this copy instead.
 */
export const knownPart = <C extends ReturnType<typeof containerOf>>(
  container: C,
  secrets: ContainerArgs["secrets"],
) => ({
  ...container,
  environment: container.environment.map(({ name, value }) =>
    typeof value === "string" ? { name, value } : { name },
  ),
  secrets: sorted(secrets).map(([name, { knownArn, jsonKey }]) => ({
    name,
    valueFrom: keyed(knownArn, jsonKey),
  })),
});

/** "Specifying sensitive data", ECS guide: ARN, JSON key, version stage, version; the last two left out mean the current one. */
const keyed = (arn: string, jsonKey: string | undefined): string =>
  jsonKey === undefined ? arn : `${arn}:${jsonKey}::`;

const valueFrom = (arn: pulumi.Input<string>, jsonKey: string | undefined): pulumi.Input<string> =>
  jsonKey === undefined ? arn : pulumi.output(arn).apply((made) => keyed(made, jsonKey));

const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
