import { createHmac, timingSafeEqual } from "node:crypto";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { held } from "../shared/secrets.ts";
import type { Settings } from "./settings.ts";

/** A shorter value could be found by asking often enough; of it nothing is said. */
const leastCharacters = 16;

/** Of a value that somebody has: HMAC-SHA256 under a salt that is new each time. */
const claim = z.strictObject({
  salt: z.string().regex(/^[\da-f]{32}$/),
  digest: z.string().regex(/^[\da-f]{64}$/),
});
const question = z.object({ compare: z.record(z.string(), claim) });
export type Claims = z.infer<typeof question>["compare"];

/** Undefined where an event asks nothing of the kind, as the schedule's. */
export const claimsIn = (event: unknown): Claims | undefined => question.safeParse(event).data?.compare;

/** Whether somebody has the very value that is in use: what he tried with it was tried with that (G11, K19). No value is shown to either side. */
export async function compared(
  claims: Claims,
  { prefix, secrets: allowed }: Settings,
  secrets: SecretsManagerClient,
): Promise<Readonly<Record<string, boolean>>> {
  const known = Object.entries(claims).filter(([name]) => Object.hasOwn(allowed, name));
  const same = known.map(async ([name, { salt, digest }]): Promise<[string, boolean]> => {
    const value = (await held(secrets, `${prefix}/${name}`))?.value.trim() ?? "";
    const own = createHmac("sha256", salt).update(value).digest();
    return [name, value.length >= leastCharacters && timingSafeEqual(own, Buffer.from(digest, "hex"))];
  });
  return Object.fromEntries(await Promise.all(same));
}
