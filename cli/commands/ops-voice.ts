import type { Manner, Voice } from "../../ops/rollback/work.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";

/** Lines that stay go to the output; the one that moves is drawn over on a terminal, and stands once a minute in a log. */
export function voice(screen: NodeJS.WriteStream = process.stderr): Voice {
  let drawn = false;
  let last = 0;
  const clear = () => {
    if (drawn) screen.write("\r\x1b[2K");
    drawn = false;
  };
  return {
    say(line) {
      clear();
      process.stdout.write(`${line}\n`);
    },
    now(line) {
      if (screen.isTTY) {
        clear();
        screen.write(line.slice(0, (screen.columns ?? 80) - 1));
        drawn = true;
      } else if (Date.now() - last >= 60_000) {
        last = Date.now();
        screen.write(`${new Date().toISOString()} ${line}\n`);
      }
    },
  };
}

/** Runs what acts until it is stopped: the first Ctrl-C ends it between two steps, the second at once. */
export async function acting(
  manner: Omit<Manner, "signal" | "pace">,
  run: (manner: Manner, voice: Voice) => Promise<"planned" | "done">,
  again: string,
): Promise<ExitCode> {
  const { Halted } = await import("../../ops/rollback/halted.ts");
  const stop = new AbortController();
  const interrupt = () => {
    process.stderr.write("\ngolive: stopping after this step; Ctrl-C again stops at once\n");
    stop.abort();
  };
  process.once("SIGINT", interrupt);
  const speaker = voice();
  try {
    const ended = await run(
      { ...manner, signal: stop.signal, pace: { minute: 60_000, look: 15_000 } },
      speaker,
    );
    if (ended === "done") return exitCodes.ready;
    speaker.say(`\nDry run: nothing was changed. To do it:\n  ${again} --yes`);
    return exitCodes.notReady;
  } catch (error) {
    if (!(error instanceof Halted)) throw error;
    speaker.say(`\n${error.message}`);
    return exitCodes.notReady;
  } finally {
    process.off("SIGINT", interrupt);
  }
}
