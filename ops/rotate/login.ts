import type { Failure } from "../../evidence/record.ts";
import type { Target } from "../target.ts";
import { addressOf } from "../trial/address.ts";
import { statusOf } from "../trial/asker.ts";
import { Secrets } from "../trial/secret.ts";
import type { Trial } from "../trial/trial.ts";

/** Somebody who is signed in before the keys change, and must be after. */
export class Login {
  readonly path: string;
  readonly secret: string;
  readonly #service: string;
  #token: string | undefined;

  private constructor(service: string, path: string, secret: string) {
    this.#service = service;
    this.path = path;
    this.secret = secret;
  }

  /** The first path of `trials.load` that a token opens; undefined where none is declared. */
  static of({ config }: Target): Login | undefined {
    const [found] = config.trials.load.flatMap(({ service, path, as }) =>
      as === undefined ? [] : [{ service, path, as }],
    );
    return found && new Login(found.service, found.path, found.as);
  }

  /** The status; the same token both times. Undefined where nobody answers. */
  async ask(trial: Trial): Promise<number | undefined> {
    this.#token ??= await new Secrets(trial).value(this.secret);
    const url = `${addressOf(trial, this.#service)}${this.path}`;
    return statusOf(url, { authorization: `Bearer ${this.#token}` }, 20_000);
  }

  judge(before: number | undefined, after: number | undefined): readonly Failure[] {
    const said = (status: number | undefined) => (status === undefined ? "no answer" : String(status));
    if (before === undefined || before >= 300)
      return [
        {
          what: `${this.path} answered ${said(before)} to the token of ${this.secret} before anything changed`,
          requirements: ["G08"],
        },
      ];
    if (after === before) return [];
    return [
      {
        what: `${this.path} answered ${said(before)} before and ${said(after)} after: a token that is still in its time was refused`,
        requirements: ["G08"],
      },
    ];
  }
}
