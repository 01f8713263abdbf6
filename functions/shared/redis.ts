import { createClient } from "@redis/client";
import { Stopped } from "./log.ts";

/** The word that a refusal begins with (WRONGPASS), or the network's own code: never the rest, which may quote the address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no reason given";
  if ("code" in error && typeof error.code === "string") return error.code;
  return /^[A-Z]+(?= )/.exec(error.message)?.[0] ?? error.constructor.name;
}

/** Asks a cache, and says of a refusal no more than may be shown. */
export async function asking<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof Stopped ? error : new Stopped(`the cache refused: ${reasonOf(error)}`);
  }
}

// What clients tell of themselves, and what they would like to be told, is none of a narrow user's rights.
const clientOf = (url: string, withinMs: number) =>
  createClient({
    url,
    socket: { tls: true, connectTimeout: withinMs, socketTimeout: withinMs, reconnectStrategy: false },
    disableClientInfo: true,
    maintNotifications: "disabled",
  });

/** A cache, signed in to. */
export type Cache = ReturnType<typeof clientOf>;

/**
 * Signs in with a `rediss://` address, does one thing and hangs up, whatever happens; the authorities are Node's and
 * those of NODE_EXTRA_CA_CERTS (P03).
 */
export async function connectedRedis<T>(
  address: string,
  act: (cache: Cache) => Promise<T>,
  withinMs = 5_000,
): Promise<T> {
  if (!URL.canParse(address) || !address.startsWith("rediss://"))
    throw new Stopped("the value is no rediss:// address");

  const client = clientOf(address, withinMs);
  // The same error rejects the call in hand; without a listener it would end the process.
  client.on("error", () => {});
  try {
    await asking(() => client.connect());
    return await act(client);
  } finally {
    if (client.isOpen) client.destroy();
  }
}
