import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Answer } from "../functions/fake-aws.ts";

interface Task {
  readonly arn: string;
  readonly address: string;
  readonly child: ChildProcess;
  /** Until when it is protected from being scaled in, in milliseconds since 1970. */
  until: number;
}

export interface FleetArgs {
  readonly command: readonly [string, ...string[]];
  readonly env: NodeJS.ProcessEnv;
  readonly minuteMs: number;
  readonly stopSeconds: number;
}

/**
 * A service's tasks, as ECS runs them: those that are protected stay, others get SIGTERM when they are too many, and
 * SIGKILL when they have not ended by then. Each is one real process, which is ended by its own id.
 */
export class WorkerFleet {
  /** Tasks that did not end in time. */
  killed = 0;
  /** What those said last that ended by themselves, or not well. */
  readonly lost: string[] = [];
  readonly #args: FleetArgs;
  readonly #stopping = new Set<Promise<void>>();
  #tasks: readonly Task[] = [];
  #made = 0;

  constructor(args: FleetArgs) {
    this.#args = args;
  }

  /** How many run and were not told to end. */
  get running(): number {
    return this.#tasks.length;
  }

  /** Addresses of those that would be told to end if there were only so many. */
  leaving(desired: number): readonly string[] {
    return this.#surplus(desired).map(({ address }) => address);
  }

  /** Starts what is missing and tells what is too many to end; waits for neither. */
  scaleTo(desired: number): void {
    const surplus = this.#surplus(desired);
    this.#tasks = this.#tasks.filter((task) => !surplus.includes(task));
    for (const task of surplus) this.#stop(task.child);
    while (this.#tasks.length < desired) this.#tasks = [...this.#tasks, this.#start()];
  }

  /** Ends all, protected or not. */
  async stop(): Promise<void> {
    for (const task of this.#tasks) task.until = 0;
    this.scaleTo(0);
    await Promise.all(this.#stopping);
  }

  /** What the API says of the service and of its tasks, and what it lets one do. */
  get answers(): Readonly<Record<string, Answer>> {
    const named = (body: string): readonly Task[] =>
      this.#tasks.filter(({ arn }) => JSON.parse(body).tasks.includes(arn));
    const deployments = [{ status: "PRIMARY", rolloutState: "COMPLETED" }];
    return {
      DescribeServices: () => ({ services: [{ status: "ACTIVE", deployments }] }),
      ListTasks: () => ({ taskArns: this.#tasks.map(({ arn }) => arn) }),
      DescribeTasks: ({ body }) => ({
        tasks: named(body).map(({ arn, address }) => ({
          taskArn: arn,
          attachments: [
            { type: "ElasticNetworkInterface", details: [{ name: "privateIPv4Address", value: address }] },
          ],
        })),
      }),
      GetTaskProtection: ({ body }) => ({
        protectedTasks: named(body).map((task) => ({
          taskArn: task.arn,
          protectionEnabled: isProtected(task),
        })),
      }),
      UpdateTaskProtection: ({ body }) => {
        const { protectionEnabled, expiresInMinutes = 120 } = JSON.parse(body);
        for (const task of named(body))
          task.until = protectionEnabled ? Date.now() + expiresInMinutes * this.#args.minuteMs : 0;
        return { failures: [] };
      },
    };
  }

  /** The oldest that are not protected. */
  #surplus(desired: number): readonly Task[] {
    const free = this.#tasks.filter((task) => !isProtected(task));
    return free.slice(0, Math.max(0, this.#tasks.length - desired));
  }

  #start(): Task {
    const { command, env } = this.#args;
    const [program, ...args] = command;
    this.#made += 1;
    const address = `10.0.0.${this.#made}`;
    const child = spawn(program, args, {
      env: { ...env, TASK_ADDRESS: address },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const keep = (part: Buffer) => {
      said = `${said}${part.toString("utf8")}`.slice(-2_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const reap = () => void child.kill("SIGKILL");
    process.once("exit", reap);
    child.once("error", (error) => this.lost.push(error.message));
    child.once("close", (code) => {
      process.off("exit", reap);
      const isWanted = this.#tasks.some((task) => task.child === child);
      if (isWanted || code !== 0) this.lost.push(said);
      this.#tasks = this.#tasks.filter((task) => task.child !== child);
    });
    return { arn: `task/${this.#made}`, address, child, until: 0 };
  }

  #stop(child: ChildProcess): void {
    const ended = once(child, "close").then(() => {
      clearTimeout(late);
      this.#stopping.delete(ended);
    });
    this.#stopping.add(ended);
    const late = setTimeout(
      () => {
        this.killed += 1;
        child.kill("SIGKILL");
      },
      (this.#args.stopSeconds / 60) * this.#args.minuteMs,
    );
    child.kill("SIGTERM");
  }
}

const isProtected = ({ until }: Task): boolean => until > Date.now();
