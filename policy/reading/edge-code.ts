import { createContext, Script } from "node:vm";

/**
 * Of the clock and not of the processor, so that it is long: no busy machine may make a good function a bad one. AWS allows
 * a function less than a millisecond.
 */
const millisecondsAtMost = 15_000;

/**
 * What a CloudFront function makes of a path: the path that it asks the origin for. undefined where it answers itself, and
 * where it cannot be run here because it imports CloudFront's own modules. The context is as empty as CloudFront's; it is
 * no wall, and need be none: the code comes with the program, which the same person runs.
 * @throws where it does not come to its end: then nothing is known of it
 */
export function rewritten(code: string, uri: string, within = millisecondsAtMost): string | undefined {
  const event = {
    version: "1.0",
    context: { eventType: "viewer-request" },
    viewer: { ip: "192.0.2.1" },
    request: { method: "GET", uri, querystring: {}, headers: {}, cookies: {} },
  };
  try {
    const made: unknown = new Script(
      `${code}\nJSON.stringify(handler(${JSON.stringify(event)}))`,
    ).runInContext(createContext({}, { codeGeneration: { strings: false, wasm: false } }), {
      timeout: within,
    });
    const request: { readonly uri?: unknown } | null = JSON.parse(String(made));
    return typeof request?.uri === "string" ? request.uri : undefined;
  } catch (error) {
    if (isTimeout(error)) throw new Error("the function does not come to its end");
    return undefined;
  }
}

/** By its code alone: the error is of the function's world, in which `Error` is another class. */
const isTimeout = (error: unknown): boolean => Object(error).code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
