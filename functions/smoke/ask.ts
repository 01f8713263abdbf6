import { askAs, wrongWith } from "../shared/ask.ts";

/** One question to the test listener: where it is, and for whom it is meant. */
export interface Question {
  readonly listener: { readonly host: string; readonly port: number };
  /** The name that the service answers for: in the TLS handshake, in the certificate and in the request. */
  readonly host: string;
  readonly path: string;
  /** As whom it is asked: the firewall stands before the test listener too. */
  readonly agent: string;
}

/** Undefined where it answers 200, else the reason. */
export type Asked = string | undefined;

/** What users get must be there itself: a redirect to it is none. */
export const ask = async ({ listener, host, path, agent }: Question, withinMs: number): Promise<Asked> =>
  wrongWith(await askAs(agent)({ url: `https://${host}${path}`, listener }, withinMs), [200]);
