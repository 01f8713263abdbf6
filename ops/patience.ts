import { AwsFailed } from "./errors.ts";

/** One answer that AWS did not give does not end a wait; several in a row do. */
export function tolerant(times = 3) {
  let inRow = 0;
  return async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    try {
      const answer = await ask();
      inRow = 0;
      return answer;
    } catch (error) {
      if (!(error instanceof AwsFailed) || ++inRow >= times) throw error;
      return undefined;
    }
  };
}
