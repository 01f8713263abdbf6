import type { Product } from "./product.ts";

export interface Asked {
  readonly method?: string;
  readonly token?: string;
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the product's API once. */
export async function ask({ api }: Product, path: string, { method, token, json, headers }: Asked = {}) {
  const answer = await fetch(`${api}${path}`, {
    method: method ?? (json === undefined ? "GET" : "POST"),
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(json !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await answer.text();
  const isJson = text !== "" && answer.headers.get("content-type")?.startsWith("application/json");
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    said: isJson ? JSON.parse(text) : undefined,
  };
}

/** How a browser's preflight from an origin is answered: the origin that may ask, or nothing. */
export async function preflight(product: Product, origin: string): Promise<string | null> {
  const { headers } = await ask(product, "/api/companies", {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "GET" },
  });
  return headers.get("access-control-allow-origin");
}

/** A company of the organisation whose token it is; its id. */
export async function created(product: Product, token: string): Promise<number> {
  const { status, said } = await ask(product, "/api/companies", {
    token,
    json: { name: "Quay", domain: "quay.example" },
  });
  if (status !== 201) throw new Error(`a company was answered ${status}`);
  return said.id;
}
