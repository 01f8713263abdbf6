import { request } from "node:https";

/** Nothing of what it says, for it is a stranger's text: its status, or in our own words why there is none. */
export type Answer = { readonly status: number } | { readonly failed: string };

/** Asks once, without a credential, on a connection of its own whose certificate is verified, and follows no redirect. */
export const ask = (url: string, withinMs: number): Promise<Answer> =>
  new Promise((resolve) => {
    const late = AbortSignal.timeout(withinMs);
    const asking = request(
      url,
      { headers: { "user-agent": "golive-providers", accept: "*/*" }, agent: false, signal: late },
      (response) => {
        const { statusCode = 0 } = response;
        response.destroy();
        resolve({ status: statusCode });
      },
    );
    // After an answer it only tells that we hung up.
    asking.on("error", (error) =>
      resolve({
        failed: late.aborted ? `did not answer within ${withinMs / 1_000} s` : `failed with ${codeOf(error)}`,
      }),
    );
    asking.end();
  });

/** The network's or TLS's own code. The message is left out: it may quote what the other side sent. */
const codeOf = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : error.name;
