import { setTimeout as pause } from "node:timers/promises";

export interface Question {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The answer's text is wanted; without, nothing of it is read. */
  readonly text?: boolean;
}

/** What came back; a body only where it was asked for, and it is never shown. */
export type Answer =
  | {
      readonly status: number;
      readonly headers: Headers;
      readonly text: string;
      readonly ms: number;
    }
  | { readonly failed: string; readonly ms: number };

export type Ask = (question: Question) => Promise<Answer>;

/** More of a body than this is nobody's API answer. */
const mostBytes = 5_000_000;
const longestPauseMs = 20_000;

export interface Asking {
  readonly withinMs?: number;
  readonly signal?: AbortSignal;
}

/** Asks once, in bounded time, and follows no redirect. */
export const askerOf =
  ({ withinMs = 15_000, signal }: Asking = {}): Ask =>
  async ({ url, method = "GET", headers = {}, body, text = false }) => {
    const from = performance.now();
    const ms = () => Math.round(performance.now() - from);
    const late = AbortSignal.timeout(withinMs);
    try {
      const response = await fetch(url, {
        method,
        headers: { "user-agent": "golive-trial", ...headers },
        ...(body !== undefined && { body }),
        redirect: "manual",
        signal: signal ? AbortSignal.any([late, signal]) : late,
      });
      const read = text ? await textOf(response) : "";
      if (!text) await response.body?.cancel();
      return { status: response.status, headers: response.headers, text: read, ms: ms() };
    } catch (error) {
      if (late.aborted) return { failed: `did not answer within ${withinMs / 1000} s`, ms: ms() };
      return {
        failed: signal?.aborted ? "was stopped" : `failed with ${codeOf(error)}, at ${URL.parse(url)?.host}`,
        ms: ms(),
      };
    }
  };

/** Undefined where nobody answers in time. */
export async function statusOf(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  withinMs = 10_000,
): Promise<number | undefined> {
  const answer = await askerOf({ withinMs })({ url, headers });
  return "failed" in answer ? undefined : answer.status;
}

/** Waits where it is told that it asks too much: the trial's own pace is not what is tried. */
export const patient =
  (ask: Ask, signal?: AbortSignal): Ask =>
  async (question) => {
    for (let times = 0; ; times++) {
      const answer = await ask(question);
      if ("failed" in answer || answer.status !== 429 || times === 4) return answer;
      const seconds = Number(answer.headers.get("retry-after") ?? "2");
      const ms = Math.min(Number.isFinite(seconds) ? Math.max(seconds, 1) * 1000 : 2_000, longestPauseMs);
      await pause(ms, undefined, signal && { signal }).catch(() => undefined);
      if (signal?.aborted) return answer;
    }
  };

async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let read = "";
  for await (const part of response.body ?? []) {
    read += decoder.decode(part, { stream: true });
    if (read.length > mostBytes) break;
  }
  return read;
}

/** The network's own code, which Node keeps in the cause. A message is left out: it may quote what the other side sent. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = typeof cause === "object" && cause !== null ? Reflect.get(cause, "code") : undefined;
  return typeof code === "string" ? code : error instanceof Error ? error.name : "an error";
}

/** Undefined where it has one of these statuses, else what is wrong. */
export function wrongWith(answer: Answer, good: readonly number[]): string | undefined {
  if ("failed" in answer) return answer.failed;
  return good.includes(answer.status) ? undefined : `answered ${answer.status}, not ${good.join(" or ")}`;
}
