import { stateNames } from "../../config/state.ts";
import { WrongInput } from "../errors.ts";
import type { Target } from "../target.ts";

/** The KMS key that encrypts secrets in Pulumi's state, by its alias (P13: never a passphrase). */
export interface KeyName {
  /** With the word `alias/`. */
  readonly alias: string;
  /** As the stack file spells it. */
  readonly url: string;
}

/** @throws WrongInput where the stack's secrets provider is not a KMS alias in the stack's own region */
export function keyNameOf({ prefix, config, secretsProvider, mistake }: Target): KeyName {
  const read =
    typeof secretsProvider === "string"
      ? /^awskms:\/\/(alias\/(?!aws\/)[\w/-]{1,250})\?region=([a-z0-9-]+)$/.exec(secretsProvider)
      : null;
  const [url, alias, region] = read ?? [];
  if (url !== undefined && alias !== undefined && region === config.region) return { alias, url };
  throw new WrongInput([
    mistake(["secretsprovider"], {
      found: typeof secretsProvider === "string" ? secretsProvider : "nothing",
      allowed: `awskms://alias/NAME?region=${config.region}, a key of this stack's own`,
      hint: `e.g. secretsprovider: awskms://${stateNames(prefix, config.account).keyAlias}?region=${config.region}`,
    }),
  ]);
}
