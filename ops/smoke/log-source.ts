import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { AwsFailed, mistyped, WrongInput } from "../errors.ts";
import { logGroupOf } from "../names.ts";
import { bounded } from "../session.ts";
import type { Trial } from "../trial/trial.ts";

/** What the product wrote since the trial began. */
export interface LogSource {
  /** For so long a line may take to arrive. */
  readonly patienceMs: number;
  /** Lines that hold one of these texts, none of which is a secret: AWS writes down what it is asked. */
  lines(texts: readonly string[]): Promise<readonly string[]>;
}

/** A file that the product writes, or a folder of such: a rehearsal has no CloudWatch. @throws WrongInput where there is none */
export class LogFiles implements LogSource {
  readonly patienceMs = 10_000;
  readonly #path: string;
  readonly #before: ReadonlyMap<string, number>;

  constructor(path: string) {
    if (statSync(path, { throwIfNoEntry: false }) === undefined)
      throw new WrongInput([
        mistyped("--logs", path, "a file or folder that the product writes its logs to"),
      ]);
    this.#path = path;
    this.#before = new Map(this.#files().map((file) => [file, statSync(file).size]));
  }

  async lines(texts: readonly string[]): Promise<readonly string[]> {
    return this.#files()
      .flatMap((file) =>
        readFileSync(file)
          .subarray(this.#before.get(file) ?? 0)
          .toString("utf8")
          .split(/\r?\n/),
      )
      .filter((line) => texts.some((text) => line.includes(text)));
  }

  #files(): readonly string[] {
    if (statSync(this.#path).isFile()) return [this.#path];
    return readdirSync(this.#path, { recursive: true, encoding: "utf8" })
      .map((name) => join(this.#path, name))
      .filter((file) => statSync(file).isFile());
  }
}

const mostPages = 20;

/** The log groups of all services. What data protection masks is masked here too: nobody reads it. */
export class LogGroups implements LogSource {
  readonly patienceMs = 90_000;
  readonly #trial: Trial;
  readonly #since: number;

  constructor(trial: Trial, since: Date) {
    this.#trial = trial;
    this.#since = since.getTime() - 5_000; // clocks differ
  }

  async lines(texts: readonly string[]): Promise<readonly string[]> {
    const groups = Object.keys(this.#trial.target.config.services);
    const asked = groups.flatMap((id) => texts.map((text) => this.#search(id, text)));
    return [...new Set((await Promise.all(asked)).flat())];
  }

  async #search(id: string, text: string): Promise<readonly string[]> {
    const { target } = this.#trial;
    const session = await this.#trial.session();
    const logs = new CloudWatchLogsClient({ region: target.config.region, ...bounded(30) });
    const logGroupName = logGroupOf(target, id);
    const found: string[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const input = {
        logGroupName,
        startTime: this.#since,
        filterPattern: JSON.stringify(text),
        ...(nextToken && { nextToken }),
      };
      const read = await session.find(
        `read ${logGroupName}`,
        "logs:FilterLogEvents",
        ["ResourceNotFoundException"],
        () => logs.send(new FilterLogEventsCommand(input)),
      );
      found.push(...(read?.events ?? []).flatMap(({ message }) => message ?? []));
      nextToken = read?.nextToken;
      if (nextToken === undefined) return found;
    }
    throw new AwsFailed(`${logGroupName} has more lines of this trial than are read`);
  }
}
