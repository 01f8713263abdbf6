import { AwsFailed } from "../errors.ts";
import { secretValue } from "../tracking/held.ts";
import type { Trial } from "./trial.ts";

/** Values of secrets, each read once. They are kept here so that they can be looked for in logs, and shown nowhere. */
export class Secrets {
  readonly #trial: Trial;
  readonly #read = new Map<string, Promise<string>>();

  constructor(trial: Trial) {
    this.#trial = trial;
  }

  /**
   * The environment's variable of that name, else what Secrets Manager has: a secret's own policy refuses whoever is
   * none of its readers. @throws AwsFailed where there is neither
   */
  value(name: string): Promise<string> {
    const known = this.#read.get(name);
    if (known) return known;
    const reading = this.#find(name);
    this.#read.set(name, reading);
    return reading;
  }

  /** All that were read so far. */
  async used(): Promise<readonly string[]> {
    const settled = await Promise.allSettled(this.#read.values());
    return settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  }

  async #find(name: string): Promise<string> {
    const value = (process.env[name] ?? (await this.#fromAws(name))).trim();
    if (value === "" || /[\r\n]/.test(value))
      throw new AwsFailed(`the secret ${name} holds nothing that can be sent; its value is not shown`);
    return value;
  }

  async #fromAws(name: string): Promise<string> {
    return secretValue(this.#trial.target, await this.#trial.session(), name);
  }
}
