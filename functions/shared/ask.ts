import { request as inTheClear } from "node:http";
import { request as overTls } from "node:https";

export interface Question {
  readonly url: string;
  readonly method?: "GET" | "HEAD" | "POST" | "OPTIONS";
  readonly headers?: Readonly<Record<string, string>>;
  /** Where to connect, if not to the URL's own host; the certificate is that host's all the same. */
  readonly listener?: { readonly host: string; readonly port: number };
}

/** Nothing of a body, for it may hold anybody's data: the status and the headers, or in our own words why there is none. */
export type Answer =
  | { readonly status: number; readonly headers: Readonly<Record<string, string | string[] | undefined>> }
  | { readonly failed: string };

export type Ask = (question: Question, withinMs: number) => Promise<Answer>;

/** Asks once, on a connection of its own whose certificate is verified, and follows no redirect. */
export const askAs =
  (agent: string): Ask =>
  ({ url, method = "GET", headers = {}, listener }, withinMs) =>
    new Promise((resolve) => {
      const late = AbortSignal.timeout(withinMs);
      const { protocol, host, hostname } = new URL(url);
      const send = protocol === "http:" ? inTheClear : overTls;
      const asking = send(
        url,
        {
          ...(listener && { hostname: listener.host, port: listener.port, servername: hostname }),
          method,
          headers: {
            host,
            "user-agent": agent,
            accept: "*/*",
            ...(method === "POST" && { "content-length": "0" }),
            ...headers,
          },
          agent: false,
          signal: late,
        },
        (response) => {
          const { statusCode = 0, headers: answered } = response;
          response.destroy();
          resolve({ status: statusCode, headers: answered });
        },
      );
      // After an answer it only tells that we hung up.
      asking.on("error", (error) =>
        resolve({
          failed: late.aborted
            ? `did not answer within ${withinMs / 1_000} s`
            : `failed with ${codeOf(error)}`,
        }),
      );
      asking.end();
    });

/** Undefined where it has one of the statuses that are good, else what is wrong. */
export function wrongWith(answer: Answer, good: readonly number[]): string | undefined {
  if ("failed" in answer) return answer.failed;
  return good.includes(answer.status) ? undefined : `answered ${answer.status}`;
}

/** The network's or TLS's own code. The message is left out: it may quote what the other side sent. */
const codeOf = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : error.name;
