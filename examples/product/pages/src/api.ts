import { apiUrl } from "./runtime.ts";

export interface Company {
  readonly id: number;
  readonly name: string;
  readonly domain: string;
  readonly enrichment: "none" | "queued" | "done";
  readonly summary: string | null;
}

/** An answer that is not the one that was asked for. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(status === 401 ? "Not this address and password." : "That did not work. Try again later.");
    this.status = status;
  }
}

async function asked<Answer>(path: string, token?: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${apiUrl()}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  });
  if (!answer.ok) throw new Refused(answer.status);
  return await answer.json();
}

/** Of a user, for this tab. */
export const login = async (email: string, password: string): Promise<string> =>
  (await asked<{ token: string }>("/auth/login", undefined, { email, password })).token;

export const companies = (token: string): Promise<readonly Company[]> => asked("/api/companies", token);

export const create = (token: string, name: string, domain: string): Promise<Company> =>
  asked("/api/companies", token, { name, domain });
