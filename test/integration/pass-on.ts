import type { IncomingMessage } from "node:http";

/** `fetch` and the server here write these themselves; what `fetch` has unpacked is packed no more. */
const hopByHop = [
  "connection",
  "content-encoding",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "transfer-encoding",
];

export interface Passed {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** What another server answers to a request that came here, with a body that may be another. */
export async function passOn(
  to: string,
  { method = "GET", url = "/", headers: given }: IncomingMessage,
  body: Buffer,
): Promise<Passed> {
  const headers = Object.entries(given).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && !hopByHop.includes(name) ? [[name, value]] : [],
  );
  const sent = ["GET", "HEAD"].includes(method) ? {} : { body: new Uint8Array(body) };
  const answer = await fetch(`${to}${url}`, { method, headers, ...sent });
  return {
    status: answer.status,
    headers: Object.fromEntries([...answer.headers].filter(([name]) => !hopByHop.includes(name))),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
