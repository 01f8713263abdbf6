import { z } from "zod";
import { EcsRefusal, type Play } from "./ecs-stand-in.ts";

/** How a task ends. */
export interface Ending {
  /** Null where it never ran. */
  readonly exitCode: number | null;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
}

const tasks = z.object({ tasks: z.array(z.looseObject({ taskArn: z.string() })) });
const started = z.object({ clientToken: z.string(), startedBy: z.string() });

/**
 * One-off tasks that take as long as a test wants, beside moto's, which end at once and always well: a task begins when
 * it is asked for, ends when the test says how, and the same token starts it once, as in ECS. Further plays of the
 * same kind: the revisions and deployments of services, which moto does not know.
 */
export class EcsTasks {
  readonly #byToken = new Map<string, { readonly asked: string; readonly answer: Promise<unknown> }>();
  readonly #begun = new Map<string, { readonly createdAt: number; ending: Ending | null }>();
  readonly revisions = new Map<string, object>();
  readonly deployments = new Map<string, object>();

  forget(): void {
    for (const known of [this.#byToken, this.#begun, this.revisions, this.deployments]) known.clear();
  }

  /** Every task that runs ends now. */
  end(ending: Ending): void {
    for (const task of this.#begun.values()) task.ending ??= ending;
  }

  /** Every task that runs has begun so many minutes earlier. */
  age(minutes: number): void {
    for (const [arn, { createdAt, ending }] of this.#begun)
      this.#begun.set(arn, { createdAt: createdAt - minutes * 60, ending });
  }

  readonly plays: Readonly<Record<string, Play>> = {
    RunTask: async (input, forward) => {
      const { clientToken } = started.parse(input);
      const asked = JSON.stringify(input);
      const before = this.#byToken.get(clientToken);
      if (before !== undefined) {
        if (before.asked === asked) return before.answer;
        throw new EcsRefusal("ConflictException", "the token was used for something else");
      }
      // Before it is answered: calls at the same moment are one call.
      const forwarded = forward();
      this.#byToken.set(clientToken, { asked, answer: forwarded });
      const answer = await forwarded;
      for (const { taskArn } of tasks.parse(answer).tasks)
        this.#begun.set(taskArn, { createdAt: Date.now() / 1000, ending: null });
      return answer;
    },

    DescribeTasks: async (_, forward) => {
      const answer = tasks.parse(await forward());
      return { ...answer, tasks: answer.tasks.map((task) => this.#told(task)) };
    },

    StopTask: async (input, forward) => {
      const { task, reason } = z.object({ task: z.string(), reason: z.string() }).parse(input);
      const begun = this.#begun.get(task);
      if (begun) begun.ending ??= { exitCode: 137, stopCode: "UserInitiated", stoppedReason: reason };
      return forward();
    },

    // moto keeps no order; its ARNs end with the revision's number.
    ListTaskDefinitions: async (input, forward) => {
      const { taskDefinitionArns } = z
        .object({ taskDefinitionArns: z.array(z.string()) })
        .parse(await forward());
      const number = (arn: string) => Number(arn.split(":").at(-1));
      const ordered = taskDefinitionArns.toSorted((a, b) => number(a) - number(b));
      return { taskDefinitionArns: input.sort === "DESC" ? ordered.toReversed() : ordered };
    },

    DescribeServiceRevisions: (input) => {
      const { serviceRevisionArns } = z.object({ serviceRevisionArns: z.array(z.string()) }).parse(input);
      return {
        serviceRevisions: serviceRevisionArns.flatMap((arn) => this.revisions.get(arn) ?? []),
        failures: [],
      };
    },

    DescribeServiceDeployments: (input) => {
      const { serviceDeploymentArns } = z.object({ serviceDeploymentArns: z.array(z.string()) }).parse(input);
      return {
        serviceDeployments: serviceDeploymentArns.flatMap((arn) => this.deployments.get(arn) ?? []),
        failures: [],
      };
    },
  };

  #told(task: z.infer<typeof tasks>["tasks"][number]) {
    const begun = this.#begun.get(task.taskArn);
    if (begun === undefined) return task;
    const { createdAt, ending } = begun;
    const containers = z.array(z.looseObject({})).parse(task.containers);
    const told = { ...task, createdAt, lastStatus: ending ? "STOPPED" : "RUNNING" };
    if (ending === null)
      return { ...told, containers: containers.map(({ exitCode, ...container }) => container) };
    const { exitCode, ...why } = ending;
    return {
      ...told,
      ...why,
      containers: containers.map(({ exitCode: _, ...container }) =>
        exitCode === null ? container : { ...container, exitCode },
      ),
    };
  }
}
