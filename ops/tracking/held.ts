import { contentSecurityPolicy, sourcesOf } from "../../config/csp.ts";
import type { Target } from "../target.ts";
import { givenOrKept, type Value } from "../trial/secret.ts";
import type { Trial } from "../trial/trial.ts";
import { type Dsn, dsnOf } from "./dsn.ts";

/** What stands where a DSN must, and where it was found. It is not repeated. */
export interface Held extends Value {
  /** Undefined where the text is none. */
  readonly dsn: Dsn | undefined;
}

/** The DSN that a secret holds, or the environment under its name. */
export async function heldDsn(where: Pick<Trial, "target" | "session">, secret: string): Promise<Held> {
  const value = await givenOrKept(where, secret);
  return { ...value, dsn: dsnOf(value.text) };
}

/** Whether the pages' Content-Security-Policy lets them send errors there. */
export const pagesReach = ({ config }: Target, { origin }: Dsn): boolean =>
  sourcesOf(contentSecurityPolicy(config), "connect-src").includes(origin);
