import { Endpoint, type Reply, refusal } from "./running.ts";

type Kinds = Readonly<Record<string, boolean>>;

/** AWS Backup's settings of an account, which moto does not play. */
export class BackupSettings {
  readonly endpoint: Endpoint;
  readonly #state: { kinds: Kinds };

  private constructor(endpoint: Endpoint, state: { kinds: Kinds }) {
    this.endpoint = endpoint;
    this.#state = state;
  }

  static async start(kinds: Kinds): Promise<BackupSettings> {
    const state = { kinds };
    return new BackupSettings(await Endpoint.start((asked, body) => answer(state, asked, body)), state);
  }

  get kinds(): Kinds {
    return this.#state.kinds;
  }
  set kinds(kinds: Kinds) {
    this.#state.kinds = kinds;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.endpoint[Symbol.asyncDispose]();
  }
}

/** What is not in the list that is put is off: the worst that AWS might make of it. */
function answer(state: { kinds: Kinds }, asked: string, body: string): Reply {
  if (asked === "PUT /account-settings") state.kinds = JSON.parse(body).ResourceTypeOptInPreference;
  else if (asked !== "GET /account-settings") return refusal("UnknownOperationException", asked, 404);
  return { body: JSON.stringify({ ResourceTypeOptInPreference: state.kinds }) };
}
