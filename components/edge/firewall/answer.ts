import type * as aws from "@pulumi/aws";

interface Written {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly type: "APPLICATION_JSON" | "TEXT_HTML";
  readonly text: string;
}

const json = (status: number, error: string, headers?: Readonly<Record<string, string>>): Written => ({
  status,
  type: "APPLICATION_JSON",
  text: JSON.stringify({ error }),
  ...(headers && { headers }),
});

/** How long a client is asked to wait: as long as a rate is counted, and a breaker may hold a while. */
const soon = { "Retry-After": "60" };
const later = { "Retry-After": "600" };

/** What a request that is refused is answered. Whoever is asked for a credential learns of which kind (RFC 9110, 15.5.2). */
const answers = {
  credential: json(401, "credential required", { "WWW-Authenticate": "Bearer" }),
  "foreign-host": json(403, "forwarded host not allowed"),
  "foreign-origin": json(403, "origin not allowed"),
  // Not 403: while the surface is frozen, what is not declared does not exist.
  "not-offered": json(404, "not found"),
  "too-large": json(413, "body too large"),
  "too-many": json(429, "too many requests", soon),
  unavailable: json(503, "closed for a while", later),
  "unavailable-page": {
    status: 503,
    headers: later,
    type: "TEXT_HTML",
    text:
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Closed for a while</title>' +
      "<h1>This page is closed for a while</h1><p>We know of it. Please come back later.</p></html>",
  },
} as const satisfies Record<string, Written>;
export type Answer = keyof typeof answers;

/** Always all of them, so that a breaker changes the rules and nothing else. */
export const bodies: aws.types.input.wafv2.WebAclCustomResponseBody[] = Object.entries(answers).map(
  ([key, { type, text }]) => ({ key, contentType: type, content: text }),
);

/**
 * Refuses with an answer of ours. A page reads it only where its origin is named: WAF cannot repeat what it was asked
 * with, so where pages of several origins call, they see a failed request without its status.
 */
export function refusal(answer: Answer, origins: readonly string[]): object {
  const { status, headers = {} }: Written = answers[answer];
  const [origin] = origins;
  const readable =
    origins.length === 1 && origin !== undefined
      ? {
          "Access-Control-Allow-Origin": origin,
          "Access-Control-Allow-Credentials": "true",
          Vary: "Origin",
        }
      : {};
  return {
    Block: {
      CustomResponse: {
        ResponseCode: status,
        CustomResponseBodyKey: answer,
        ...(Object.keys({ ...headers, ...readable }).length > 0 && {
          ResponseHeaders: Object.entries({ ...headers, ...readable }).map(([Name, Value]) => ({
            Name,
            Value,
          })),
        }),
      },
    },
  };
}
