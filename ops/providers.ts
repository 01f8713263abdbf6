import type { Config } from "../config/schema.ts";
import { type Check, type Done, saidOf } from "./smoke/check.ts";
import type { Smoking } from "./smoke.ts";
import { all, aroundOf } from "./smoke.ts";
import { type Question, wrongWith } from "./trial/asker.ts";
import type { Trial } from "./trial/trial.ts";

type Provider = Config["providers"][string];

/** Any 2xx: the credential was taken. */
const taken = Array.from({ length: 100 }, (_, index) => 200 + index);

/** Each third party is asked with the credential that is in use (G11). */
export const providers = (
  trial: Trial,
  telling: Pick<Smoking, "signal" | "begin" | "end">,
): Promise<readonly Done[]> =>
  all(providerChecks(trial.target.config), aroundOf(trial, telling.signal), telling);

export const providerChecks = (config: Config): readonly Check[] =>
  Object.entries(config.providers).map(([id, provider]) => ({
    name: `${id} at ${new URL(provider.probe).host}`,
    requirements: ["G11", "G18"],
    run: async ({ ask, secrets }) => {
      const { credential } = provider;
      if ("none" in credential) {
        await secrets.value(provider.secret); // there must be one all the same
        const wrong = wrongWith(await ask({ url: provider.probe }), provider.answers);
        return saidOf(
          wrong === undefined ? [] : [wrong],
          `it is there; its credential is not sent: ${credential.none}`,
        );
      }
      const answer = await ask(
        withCredential(provider.probe, credential, await secrets.value(provider.secret)),
      );
      if ("failed" in answer) return { passed: false, found: answer.failed };
      return taken.includes(answer.status)
        ? { passed: true, found: `${answer.status} with ${provider.secret}` }
        : { passed: false, found: `answered ${answer.status} to ${provider.secret}, not 2xx` };
    },
  }));

type Sent = Exclude<Provider["credential"], { readonly none: string }>;

function withCredential(probe: string, credential: Sent, value: string): Question {
  const url = new URL(probe);
  if ("header" in credential)
    return { url: url.href, headers: { [credential.header]: `${credential.before}${value}` } };
  url.searchParams.set(credential.query, value);
  return { url: url.href };
}
