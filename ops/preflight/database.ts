import { isRehearsed } from "../../evidence/told.ts";
import { Secrets } from "../trial/secret.ts";
import { type Containers, told } from "./containers.ts";
import type { Asking } from "./part.ts";

export const databaseUrl = "DATABASE_URL";
const strict = ["require", "verify-ca", "verify-full"];
const isLocal = (host: string): boolean => /^(?:localhost|127\.|0\.0\.0\.0$|\[?::1\]?$)/i.test(host);

/** Where AWS has nothing of it, the environment stands for what it would have. */
const isRehearsal = (trial: Asking["trial"]): boolean => trial.servesNow === undefined || isRehearsed(trial);

type Said = { readonly flaw: string } | { readonly flaw?: undefined; readonly says: string };

/** How the product reaches its database: as its address says where there is one, else as its variables do (W03). */
export async function databaseFlaw({ trial }: Pick<Asking, "trial">, live: Containers): Promise<Said> {
  const name = databaseUrl;
  const plain = Object.values(live).map((containers) => told(containers).env);
  const given = plain.flatMap(({ [name]: url }) => (url === undefined ? [] : [url]));
  const source = trial.target.config.secrets[name];
  // Nobody who may look is a reader of it, and what our own function makes is never anything else.
  if (source?.from === "database-url" && !(isRehearsal(trial) && process.env[name] !== undefined))
    return { says: "the platform makes it, with sslmode=verify-full, and has tried it" };
  const urls = source !== undefined ? [await new Secrets(trial).value(name)] : given;
  const flaws = urls.flatMap((url) => flawOf(url) ?? []);
  if (flaws[0] !== undefined) return { flaw: flaws[0] };
  if (urls.length > 0) return { says: "a host of its own, over TLS" };
  const parts = plain.filter(({ DATABASE_HOST: host }) => host !== undefined);
  if (parts.length === 0) return { flaw: "no task is told where the database is" };
  const wrong = parts.find(
    ({ DATABASE_HOST: host = "", DATABASE_SSLMODE: mode = "" }) => isLocal(host) || !strict.includes(mode),
  );
  return wrong
    ? { flaw: "DATABASE_HOST is local, or DATABASE_SSLMODE does not ask for TLS" }
    : { says: "a host of its own, over TLS, by DATABASE_HOST and DATABASE_SSLMODE" };
}

/** Says what is wrong with an address, and nothing of the address itself: a password is in it. */
export function flawOf(text: string): string | undefined {
  const url = URL.parse(text.trim());
  if (url === null || !/^postgres(ql)?(\+\w+)?:$/.test(url.protocol)) return "it is no postgresql:// address";
  if (url.hostname === "" || isLocal(url.hostname)) return "its host is this machine";
  const mode = url.searchParams.get("sslmode") ?? url.searchParams.get("ssl");
  return mode !== null && strict.includes(mode)
    ? undefined
    : "it does not ask for TLS: sslmode is missing or too lax";
}
