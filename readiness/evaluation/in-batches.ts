/** Gathers what comes within one turn of the event loop: a message for each of a thousand resources costs more than what it says. */
export function inBatches<T>(send: (all: readonly T[]) => void): { add(one: T): void; flush(): void } {
  let waiting: T[] = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    const all = waiting;
    waiting = [];
    send(all);
  };
  return {
    add: (one) => {
      if (waiting.push(one) === 1) setImmediate(flush);
    },
    flush,
  };
}
