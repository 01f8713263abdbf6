import type { Mistake } from "../../config/mistakes.ts";
import type { LoadPath } from "../../config/shape/trials.ts";
import { platformKey } from "../../config/stack-file.ts";
import { addressOf } from "../trial/address.ts";
import { Secrets } from "../trial/secret.ts";
import type { Trial } from "../trial/trial.ts";

/** One address that is asked again and again. */
export interface Asked extends Pick<LoadPath, "service" | "path" | "as" | "weight"> {
  readonly origin: string;
}

export interface LoadPlan {
  /** Requests a second, all addresses together. */
  readonly rate: number;
  readonly seconds: number;
  readonly asked: readonly Asked[];
}

type Where = Pick<Trial, "target" | "through">;

/** What the stack file declares under `trials.load`; where it declares nothing, each API's health path. */
export function askedOf(trial: Where): readonly Asked[] {
  const { trials, services } = trial.target.config;
  const health = Object.entries(services).flatMap(([service, one]) =>
    one.kind === "api" ? [{ service, path: one.health.path, as: undefined, weight: 1 }] : [],
  );
  const paths: readonly LoadPath[] = trials.load.length > 0 ? trials.load : health;
  return paths.map((one) => ({ ...one, as: one.as, origin: addressOf(trial, one.service) }));
}

/** A path that shows whether the database answers: one that is named after it, else whatever the service shows itself by. */
export function databasePath(trial: Where): { readonly origin: string; readonly path: string } | undefined {
  const apis = Object.entries(trial.target.config.services).flatMap(([service, one]) =>
    one.kind === "api" && one.uses.database ? [{ service, health: one.health }] : [],
  );
  const named = apis.flatMap(({ service, health: { path, also } }) =>
    [...also, path].map((one) => ({ service, path: one })),
  );
  const found = named.find(({ path }) => /\b(db|database|ready|readiness)\b/.test(path)) ?? named[0];
  return found && { origin: addressOf(trial, found.service), path: found.path };
}

/** A limit of the firewall that a load goes beyond. */
export interface TooMany {
  readonly key: "address" | "credential";
  readonly allows: number;
  readonly asks: number;
  readonly says: string;
}

/** What the firewall will refuse of it, for it comes from one address and with a credential or two. */
export function tooMany({ target, through }: Where, { rate, asked }: LoadPlan): readonly TooMany[] {
  const { perMinute } = target.config.firewall;
  const weights = asked.reduce((sum, { weight }) => sum + weight, 0);
  const sent = (some: readonly Asked[]): number =>
    Math.round((rate * 60 * some.reduce((sum, { weight }) => sum + weight, 0)) / weights);
  const far = asked.filter(({ service }) => !(service in through));
  const tokens = new Set(far.flatMap(({ as }) => as ?? []));
  const most = Math.max(0, ...[...tokens].map((token) => sent(far.filter(({ as }) => as === token))));
  const over = [
    { key: "address", asks: sent(far) },
    { key: "credential", asks: most },
  ] as const;
  return over.flatMap(({ key, asks }) => {
    const allows = perMinute[key];
    const says = `the firewall lets ${allows} requests a minute of one ${key}, and this asks ${asks} (firewall.perMinute.${key}): it will answer 429`;
    return asks > allows ? [{ key, allows, asks, says }] : [];
  });
}

/** The same as mistakes of the stack file: a load that ends in 429 shows nothing, and takes back what an earlier one has shown. */
export const refusedOf = ({ mistake }: Trial["target"], over: readonly TooMany[]): readonly Mistake[] =>
  over.map(({ key, allows, asks }) => ({
    ...mistake(["config", platformKey, "firewall", "perMinute", key], {
      found: `${allows} requests a minute of one ${key}: the firewall would answer 429`,
      allowed: `at least ${asks}, which this load asks for, where the stack is to bear it`,
    }),
    path: `firewall.perMinute.${key}`,
  }));

/** Tokens by the secret's name. They go into requests and nowhere else. */
export async function tokensOf(
  trial: Trial,
  asked: readonly Asked[],
): Promise<Readonly<Record<string, string>>> {
  const secrets = new Secrets(trial);
  const names = [...new Set(asked.flatMap(({ as }) => as ?? []))];
  const tokens = names.map(async (name): Promise<[string, string]> => [name, await secrets.value(name)]);
  return Object.fromEntries(await Promise.all(tokens));
}
