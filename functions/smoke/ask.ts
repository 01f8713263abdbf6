import { request } from "node:https";

/** One question to the test listener: where it is, and for whom it is meant. */
export interface Question {
  readonly listener: { readonly host: string; readonly port: number };
  /** The name that the service answers for: in the TLS handshake, in the certificate and in the request. */
  readonly host: string;
  readonly path: string;
  /** As whom it is asked: the firewall stands before the test listener too. */
  readonly agent: string;
}

/** Nothing of what it says, for a body may hold anybody's data: undefined where it answers 200, else the reason. */
export type Asked = string | undefined;

/** Asks once, on a connection of its own, and follows no redirect: what users get must be there itself. */
export const ask = ({ listener, host, path, agent }: Question, withinMs: number): Promise<Asked> =>
  new Promise((resolve) => {
    const late = AbortSignal.timeout(withinMs);
    const asking = request(
      {
        ...listener,
        path,
        servername: host,
        headers: { host, "user-agent": agent },
        agent: false,
        signal: late,
      },
      (response) => {
        const { statusCode } = response;
        response.destroy();
        resolve(statusCode === 200 ? undefined : `answered ${statusCode}`);
      },
    );
    // After an answer it only tells that we hung up.
    asking.on("error", (error) =>
      resolve(late.aborted ? `did not answer within ${withinMs / 1_000} s` : `failed with ${codeOf(error)}`),
    );
    asking.end();
  });

/** The network's or TLS's own code. The message is left out: it may quote what the other side sent. */
const codeOf = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : error.name;
