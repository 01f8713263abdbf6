/**
 * The only words of a log line, and none of them is for a value (G02). A new one is a decision that somebody reviews.
 */
export interface Line {
  readonly level: "info" | "error";
  readonly says: string;
  readonly secret?: string;
  readonly step?: string;
  readonly version?: string;
  readonly user?: string;
  readonly error?: string;
  readonly code?: string;
  /** An image's digest. */
  readonly release?: string;
}

/** One line of JSON, as CloudWatch Logs Insights reads it. */
export const log = (line: Line): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** Why a function stops, in words of ours: they hold no value, so they may be shown. */
export class Stopped extends Error {
  override readonly name: string = "Stopped";
}

// These name a principal, an action and a resource. Other messages quote what they were given: a driver's address, JSON.parse its text.
const harmless = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "ResourceNotFoundException",
  "ThrottlingException",
  "UserNotFoundFault",
]);

const codeOf = (error: Error): string | undefined =>
  "code" in error && typeof error.code === "string" && /^\w{1,64}$/.test(error.code) ? error.code : undefined;

/** What may be said of an error: all of ours, of AWS's refusals the message, of any other its name and code. */
export function reduced(error: unknown): Required<Pick<Line, "says" | "error">> & Pick<Line, "code"> {
  if (!(error instanceof Error))
    return { says: "something that is no error was thrown", error: typeof error };
  if (error instanceof Stopped) return { says: error.message, error: error.name };
  const code = codeOf(error);
  return {
    says: harmless.has(error.name) ? error.message : "a call failed; its own words may quote a value",
    error: error.name,
    ...(code === undefined ? {} : { code }),
  };
}

/** The same in one text. */
export const inWords = (error: unknown): string => {
  const { says, error: name, code } = reduced(error);
  return name === "Stopped" ? says : `${[name, code].filter(Boolean).join(" ")}: ${says}`;
};

/** A handler whose errors are ours alone: Lambda prints whatever a handler throws, with its message, fields and cause. */
export const guarded =
  <Event, Answer>(handle: (event: Event) => Promise<Answer>) =>
  async (event: Event): Promise<Answer> => {
    try {
      return await handle(event);
    } catch (error) {
      log({ level: "error", ...reduced(error) });
      throw new Stopped(inWords(error));
    }
  };
