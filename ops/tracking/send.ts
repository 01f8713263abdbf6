import type { Dsn } from "./dsn.ts";

export interface Answer {
  readonly taken: boolean;
  /** What the tracker said, or why nobody did. */
  readonly said: string;
}

export interface TestEvent {
  /** 32 hex digits: by it the event is found. */
  readonly id: string;
  readonly at: Date;
  readonly environment: string;
  readonly stack: string;
  readonly from: string;
}

/** Sends one error, as the tracker's SDKs do. */
export async function sendEvent(dsn: Dsn, event: TestEvent, withinMs = 15_000): Promise<Answer> {
  try {
    const response = await fetch(dsn.envelopes, {
      method: "POST",
      redirect: "error",
      signal: AbortSignal.timeout(withinMs),
      headers: {
        "content-type": "application/x-sentry-envelope",
        "x-sentry-auth": `Sentry sentry_version=7, sentry_client=golive/1.0, sentry_key=${dsn.key}`,
      },
      body: envelopeOf(event),
    });
    await response.body?.cancel();
    return { taken: response.ok, said: meaning(response) };
  } catch (error) {
    return { taken: false, said: `nobody answered: ${reason(error)}` };
  }
}

/** One line each: what the envelope is, what is in it, and that. */
const envelopeOf = ({ id, at, environment, stack, from }: TestEvent): string =>
  [
    { event_id: id, sent_at: at.toISOString() },
    { type: "event" },
    {
      event_id: id,
      timestamp: at.toISOString(),
      platform: "other",
      level: "error",
      logger: "golive",
      environment,
      tags: { golive: "test", stack, from },
      exception: {
        values: [{ type: "TestOfErrorTracking", value: `A test of ${stack}: nothing is wrong.` }],
      },
    },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");

function meaning({ ok, status, headers }: Response): string {
  if (ok) return `accepted (HTTP ${status})`;
  if (status === 401 || status === 403)
    return `refused (HTTP ${status}): the tracker does not know the key in the DSN, or its project is closed`;
  if (status === 404) return "refused (HTTP 404): there is no such project";
  if (status === 429)
    return `refused (HTTP 429): the project's quota is used up or its rate limited; real errors are lost, too${again(headers)}`;
  return `refused (HTTP ${status})`;
}

const again = (headers: Headers): string => {
  const seconds = Number(headers.get("retry-after"));
  return seconds > 0 ? `, for ${seconds} s` : "";
};

/** Of undici's errors the cause says more; neither repeats the address. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return "an unknown error";
  if (error.name === "TimeoutError") return "no answer in time";
  const code = error.cause instanceof Error ? Reflect.get(error.cause, "code") : undefined;
  return typeof code === "string" ? code : error.name;
}
