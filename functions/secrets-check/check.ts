import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { reduced } from "../shared/log.ts";
import { type Held, held } from "../shared/secrets.ts";
import { isPlaceholder } from "./placeholder.ts";
import type { Settings } from "./settings.ts";

export type State = "filled" | "empty" | "placeholder" | "stale" | "not proven";

/** What is said of a secret: never its value, nor anything that is made from it. */
export interface Finding {
  readonly name: string;
  readonly state: State;
  readonly ageDays: number | null;
  readonly maxAgeDays: number;
  /** Why it could not be read. */
  readonly error?: string;
}

export interface Report {
  readonly ready: boolean;
  readonly secrets: readonly Finding[];
}

const day = 24 * 60 * 60 * 1_000;

function judge(name: string, maxAgeDays: number, one: Held | null, now: Date): Finding {
  if (one === null) return { name, state: "empty", ageDays: null, maxAgeDays };
  const ageDays = Math.floor((now.getTime() - one.since.getTime()) / day);
  const state =
    one.value.trim() === ""
      ? "empty"
      : isPlaceholder(one.value)
        ? "placeholder"
        : ageDays > maxAgeDays
          ? "stale"
          : "filled";
  return { name, state, ageDays, maxAgeDays };
}

/** Whether each secret has a value, a real one, and one young enough (C02, W07). What cannot be read is not proven, and hides no other. */
export async function check(
  { prefix, secrets: allowed }: Settings,
  secrets: SecretsManagerClient,
  now = new Date(),
): Promise<Report> {
  const findings = await Promise.all(
    Object.entries(allowed).map(async ([name, { maxAgeDays }]): Promise<Finding> => {
      try {
        return judge(name, maxAgeDays, await held(secrets, `${prefix}/${name}`), now);
      } catch (error) {
        return { name, state: "not proven", ageDays: null, maxAgeDays, error: reduced(error).error };
      }
    }),
  );
  return { ready: findings.every(({ state }) => state === "filled"), secrets: findings };
}
