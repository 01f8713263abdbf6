import { setTimeout as pause } from "node:timers/promises";
import type { Failure } from "../../evidence/record.ts";
import { addressOf, hostsOf } from "../trial/address.ts";
import { askerOf, wrongWith } from "../trial/asker.ts";
import type { Trial } from "../trial/trial.ts";

const ask = askerOf({ withinMs: 10_000 });

/** Asks the health paths again and again, until it is told that it is over. */
export class Health {
  readonly paths: readonly string[];
  asked = 0;
  failed = 0;
  readonly #everyMs: number;
  readonly #wrong = new Map<string, number>();
  readonly #over = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  private constructor(paths: readonly string[], everyMs: number) {
    this.paths = paths;
    this.#everyMs = everyMs;
  }

  static of(trial: Trial, everyMs = 1_000): Health {
    const { services } = trial.target.config;
    const paths = Object.keys(hostsOf(trial.target)).flatMap((id) => {
      const service = services[id];
      return service && "health" in service && service.health && "host" in service
        ? [`${addressOf(trial, id)}${service.health.path}`]
        : [];
    });
    return new Health(paths, everyMs);
  }

  begin(): void {
    this.#running = Promise.all(this.paths.map((path) => this.#keepAsking(path)));
  }

  /** Each is asked once more after the end: the last tasks have just begun. */
  async end(): Promise<void> {
    this.#over.abort();
    await this.#running;
    await Promise.all(this.paths.map((path) => this.#ask(path)));
  }

  failures(): readonly Failure[] {
    if (this.paths.length === 0)
      return [{ what: "no service has a host and a health path: nobody was asked", requirements: ["W07"] }];
    return [...this.#wrong].map(([what, times]) => ({
      what: `${what}${times > 1 ? `, ${times} times` : ""}`,
      requirements: ["G08", "W07"],
    }));
  }

  async #keepAsking(path: string): Promise<void> {
    const { signal } = this.#over;
    while (!signal.aborted) {
      await this.#ask(path);
      await pause(this.#everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #ask(path: string): Promise<void> {
    this.asked++;
    const said = wrongWith(await ask({ url: path }), [200]);
    if (said === undefined) return;
    this.failed++;
    const what = `${path} ${said}`;
    this.#wrong.set(what, (this.#wrong.get(what) ?? 0) + 1);
  }
}
