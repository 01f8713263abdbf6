import { relative, resolve, sep } from "node:path";
import { healthOf } from "../../config/health.ts";
import type { Image, Service } from "../../config/shape/services.ts";
import type { Target } from "../target.ts";
import { environmentOf } from "./environment.ts";
import { escaped } from "./escaped.ts";
import type { StoreNames } from "./names.ts";

export type ComposeService = Readonly<Record<string, unknown>> & {
  readonly networks: Readonly<Record<string, object>>;
};

/** Where the folders are that the two files' paths begin at. */
export interface Folders {
  /** Of the stack file. */
  readonly stack: string;
  /** Of the compose file. */
  readonly output: string;
}

/** What runs of a service: itself, or a task with its image and settings. */
export interface Running {
  readonly id: string;
  readonly settings: Service;
  readonly command: readonly string[] | undefined;
  /** On this machine; a task listens nowhere. */
  readonly hostPort?: number;
  /** Ends by itself, and runs when it is asked for. */
  readonly ends?: true;
}

/** One container as ECS would start it (components/run/container.ts), on one machine. */
export function composeService(
  target: Target,
  names: StoreNames,
  folders: Folders,
  running: Running,
): ComposeService {
  const { id, settings, command, hostPort, ends } = running;
  const health = ends ? undefined : healthOf(settings);
  const stores = storesOf(names, settings);
  return {
    ...imageOf(settings.image, folders),
    platform: "linux/amd64",
    ...(command && { command: command.map(escaped) }),
    environment: environmentOf(target, names, running),
    // ECS does not know the check that an image brings along; neither does this.
    healthcheck:
      health === undefined
        ? { disable: true }
        : {
            test: ["CMD", ...health.command.map(escaped)],
            interval: "30s",
            timeout: "5s",
            retries: 3,
            start_period: `${health.startSeconds}s`,
            start_interval: "2s",
          },
    ...(hostPort !== undefined &&
      "port" in settings && { ports: [`127.0.0.1:${hostPort}:${settings.port}`] }),
    user: settings.user,
    read_only: true,
    tmpfs: ["/tmp:size=128m,nosuid,nodev"],
    cap_drop: ["ALL"],
    init: true,
    // Shares and not a ceiling, which Docker refuses where the machine has fewer processors.
    cpu_shares: settings.size.cpu,
    mem_limit: `${settings.size.memory}m`,
    stop_grace_period: `${settings.stopSeconds}s`,
    networks: Object.fromEntries([networkOf(id, settings), ...stores].map((name) => [name, {}])),
    ...(stores.length > 0 && {
      depends_on: Object.fromEntries(stores.map((name) => [name, { condition: "service_healthy" }])),
    }),
    restart: ends ? "no" : "unless-stopped",
    ...(ends && { profiles: ["tasks"] }),
  };
}

const storesOf = (names: StoreNames, { uses }: Service): readonly string[] => [
  ...(uses.database ? [names.database] : []),
  ...uses.caches.map((id) => names.cache(id)),
  ...(uses.buckets.length > 0 ? [names.objects] : []),
];

/** An isolated service is alone, unless it calls another (P05). */
export const networkOf = (id: string, { kind, uses }: Service): string =>
  kind === "isolated" && uses.services.length === 0 ? `isolated-${id}` : "services";

function imageOf(image: Image, { stack, output }: Folders): Readonly<Record<string, unknown>> {
  if ("digest" in image) return { image: image.digest };
  if ("tag" in image) return { image: image.tag };
  const context = relative(output, resolve(stack, image.build.context)).split(sep).join("/");
  return {
    build: {
      context: context.startsWith("..") ? context : `./${context}`,
      dockerfile: image.build.dockerfile,
    },
  };
}
