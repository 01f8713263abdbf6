export interface Interrupt {
  /** Aborted when somebody says stop. */
  readonly signal: AbortSignal;
  off(): void;
}

const stops = ["SIGINT", "SIGTERM"] as const;

/** One Ctrl-C arrives twice where npm stands between: the terminal tells all of them, and npm passes it on. */
const echoMs = 300;

/**
 * Ctrl-C, and what CI sends, end a command between two steps; a second one ends it at once, with what `leaving` says. A
 * terminal that is closed ends nothing: what was begun comes to its end.
 */
export function interruptible(stopping: string, leaving: () => string | undefined): Interrupt {
  const stop = new AbortController();
  let first = 0;
  const ignore = () => {};
  const interrupt = (signal: NodeJS.Signals) => {
    if (!stop.signal.aborted) {
      first = Date.now();
      say(`${stopping}; Ctrl-C again leaves at once`);
      return stop.abort();
    }
    if (Date.now() - first < echoMs) return;
    const last = leaving();
    if (last !== undefined) say(last);
    off();
    process.kill(process.pid, signal);
  };
  const off = () => {
    for (const signal of stops) process.off(signal, interrupt);
    process.off("SIGHUP", ignore);
  };
  for (const signal of stops) process.on(signal, interrupt);
  process.on("SIGHUP", ignore);
  return { signal: stop.signal, off };
}

const say = (text: string): void => void process.stderr.write(`\ngolive: ${text}\n`);
