import type { Play } from "./ecs-stand-in.ts";

/** A task of a service that has stopped. */
export interface Stopped {
  readonly id: string;
  readonly stopCode: string;
  readonly stoppedReason: string;
  readonly exitCode?: number;
  readonly agoMinutes?: number;
}

/** A service as ECS would show it. */
export interface Shown {
  readonly taskDefinition: string;
  readonly state?: string;
  readonly reason?: string;
  readonly running?: number;
  readonly desired?: number;
  /** Its newest deployment. */
  readonly deployment?: { readonly id: string; readonly status: string; readonly reason?: string };
  /** The task definition that still serves beside the newest. */
  readonly before?: string;
  readonly events?: readonly string[];
  readonly stopped?: readonly Stopped[];
}

const seconds = (minutesAgo: number): number => Date.now() / 1000 - minutesAgo * 60;
const base = "arn:aws:ecs:eu-central-1:444455556666";

/**
 * Services, their deployments and their stopped tasks as a test says: moto runs no task of a service, and knows no
 * service deployments. Task definitions are moto's own.
 */
export class EcsServices {
  #shown: () => Readonly<Record<string, Shown>> = () => ({});

  /** Asked for each call, so that a deployment may change what is shown. */
  show(shown: () => Readonly<Record<string, Shown>>): void {
    this.#shown = shown;
  }

  readonly plays: Readonly<Record<string, Play>> = {
    DescribeServices: (input) => {
      const asked = input.services as readonly string[];
      const shown = this.#shown();
      return {
        services: asked.flatMap((id) => (shown[id] ? [service(id, shown[id])] : [])),
        failures: asked
          .filter((id) => shown[id] === undefined)
          .map((id) => ({ arn: `${base}:service/${id}`, reason: "MISSING" })),
      };
    },
    ListServiceDeployments: (input) => {
      const deployment = this.#shown()[String(input.service)]?.deployment;
      return { serviceDeployments: deployment ? [brief(deployment.id)] : [] };
    },
    DescribeServiceDeployments: (input) => {
      const asked = input.serviceDeploymentArns as readonly string[];
      const all = Object.values(this.#shown()).flatMap(({ deployment }) => deployment ?? []);
      return {
        serviceDeployments: all
          .filter(({ id }) => asked.includes(brief(id).serviceDeploymentArn))
          .map(({ id, status, reason }) => ({ ...brief(id), status, statusReason: reason })),
      };
    },
    ListTasks: (input) => ({
      taskArns: (this.#shown()[String(input.serviceName)]?.stopped ?? []).map(({ id }) => arnOf(id)),
    }),
    DescribeTasks: (input) => {
      const asked = input.tasks as readonly string[];
      const tasks = Object.entries(this.#shown()).flatMap(([name, { stopped = [] }]) =>
        stopped.map((one) => task(name, one)),
      );
      return { tasks: tasks.filter(({ taskArn }) => asked.includes(taskArn)) };
    },
  };
}

const brief = (id: string) => ({
  serviceDeploymentArn: `${base}:service-deployment/prospector-staging/${id}`,
  createdAt: seconds(10),
});

const arnOf = (id: string): string => `${base}:task/prospector-staging/${id}`;

function service(id: string, shown: Shown) {
  const {
    taskDefinition,
    state = "COMPLETED",
    reason,
    running = 2,
    desired = 2,
    before,
    events = [],
  } = shown;
  const rollout = { rolloutState: state, rolloutStateReason: reason, createdAt: seconds(5) };
  return {
    serviceName: id,
    serviceArn: `${base}:service/prospector-staging/${id}`,
    status: "ACTIVE",
    desiredCount: desired,
    runningCount: running,
    taskDefinition,
    deployments: [
      { id: "ecs-svc/2", status: "PRIMARY", taskDefinition, ...rollout },
      ...(before
        ? [{ id: "ecs-svc/1", status: "ACTIVE", taskDefinition: before, createdAt: seconds(60) }]
        : []),
    ],
    events: events.map((message) => ({ id: message, createdAt: seconds(2), message })),
  };
}

const task = (name: string, { id, stopCode, stoppedReason, exitCode, agoMinutes = 1 }: Stopped) => ({
  taskArn: arnOf(id),
  taskDefinitionArn: `${base}:task-definition/${name}:1`,
  lastStatus: "STOPPED",
  stoppedAt: seconds(agoMinutes),
  stopCode,
  stoppedReason,
  containers: [{ name, exitCode }],
});
