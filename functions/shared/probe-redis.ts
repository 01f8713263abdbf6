import { createClient } from "@redis/client";
import { Stopped } from "./log.ts";

/** The word that a refusal begins with (WRONGPASS), or the network's own code: never the rest, which may quote the address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no reason given";
  if ("code" in error && typeof error.code === "string") return error.code;
  return /^[A-Z]+(?= )/.exec(error.message)?.[0] ?? error.constructor.name;
}

/** Signs in with a `rediss://` address and asks for an answer; the authorities are Node's and those of NODE_EXTRA_CA_CERTS (P03). */
export async function probeRedis(address: string, withinMs = 5_000): Promise<void> {
  if (!URL.canParse(address) || !address.startsWith("rediss://"))
    throw new Stopped("the value is no rediss:// address");

  const client = createClient({
    url: address,
    socket: { tls: true, connectTimeout: withinMs, socketTimeout: withinMs, reconnectStrategy: false },
  });
  // The same error rejects the call in hand; without a listener it would end the process.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    throw new Stopped(`the cache refused: ${reasonOf(error)}`);
  } finally {
    if (client.isOpen) client.destroy();
  }
}
