/** Does something with each of them, so many at once; the first failure ends it when what was begun has ended. */
export async function each<T>(
  all: Iterable<T>,
  atOnce: number,
  run: (one: T) => Promise<void>,
): Promise<void> {
  const rest = [...all].values();
  let failed = false;
  const worker = async () => {
    for (const one of rest) {
      if (failed) return;
      await run(one).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  const bad = ended.find(({ status }) => status === "rejected");
  if (bad?.status === "rejected") throw bad.reason;
}
