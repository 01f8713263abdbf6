import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { listening, silenced } from "../listening.ts";
import { type Passed, passOn } from "./pass-on.ts";

/** What ECS says of a task that has stopped. */
export interface Ending {
  readonly stopCode: string;
  readonly stoppedReason: string;
  readonly exitCode?: number;
  readonly never?: true;
}

/**
 * ECS as moto plays it, but for what moto cannot: a task of moto's runs nothing, so this adds how its container ended to
 * what is asked of tasks. Whatever else is asked goes to moto as it came, unless the test answers it.
 */
export class EcsEndings {
  readonly url: string;
  readonly #server;
  /** The operations that were asked for. */
  readonly asked: string[] = [];
  ending: Ending = { stopCode: "EssentialContainerExited", stoppedReason: "exited", exitCode: 0 };
  /** By operation: what is answered instead of moto's answer. */
  answers: Readonly<Record<string, object>> = {};
  /** While a started task runs, before each look at it. */
  looked: (time: number) => Promise<void> = async () => {};
  #looks = 0;

  private constructor(server: ReturnType<typeof createServer>, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(moto: string, container: string): Promise<EcsEndings> {
    const server = createServer();
    const front = new EcsEndings(server, await listening(server));
    server.on("request", async (request, response) => {
      const asked = await buffer(request);
      const target = String(request.headers["x-amz-target"]);
      const { status, body } = await front.#answer(target.split(".").at(-1) ?? "", container, () =>
        passOn(moto, request, asked),
      );
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(body);
    });
    return front;
  }

  reset(): void {
    this.asked.length = 0;
    this.answers = {};
    this.ending = { stopCode: "EssentialContainerExited", stoppedReason: "exited", exitCode: 0 };
    this.looked = async () => {};
    this.#looks = 0;
  }

  async #answer(operation: string, container: string, forward: () => Promise<Passed>) {
    this.asked.push(operation);
    const instead = this.answers[operation];
    if (instead !== undefined) return { status: 200, body: JSON.stringify(instead) };
    if (operation === "DescribeTasks" && this.asked.includes("RunTask")) await this.looked(++this.#looks);
    const answer = await forward();
    const body = answer.body.toString("utf8");
    if (operation !== "DescribeTasks" || answer.status >= 400) return { status: answer.status, body };
    const { tasks, ...rest } = JSON.parse(body);
    return {
      status: 200,
      body: JSON.stringify({ ...rest, tasks: tasks.map((task: object) => this.#ended(task, container)) }),
    };
  }

  #ended(task: object, name: string): object {
    if (Reflect.get(task, "lastStatus") !== "STOPPED") return task;
    const { stopCode, stoppedReason, exitCode, never } = this.ending;
    const containers = [{ name, ...(exitCode !== undefined && { exitCode }) }];
    return { ...task, stopCode, stoppedReason, containers, ...(!never && { startedAt: 1_700_000_000 }) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    silenced(this.#server);
  }
}
