import type { Manner, Voice } from "../../ops/rollback/work.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { interruptible } from "../interrupt.ts";
import { canDraw, type Screen } from "../progress.ts";

interface Speaker extends Voice {
  /** Nothing is left of the line that moves: what is said next begins its own. */
  end(): void;
}

/** Lines that stay go to the output; the one that moves is drawn over on a terminal, and stands once a minute in a log. */
export function voice(screen: Screen = process.stderr): Speaker {
  let drawn = false;
  let last = 0;
  const clear = () => {
    if (drawn) screen.write("\r\x1b[2K");
    drawn = false;
  };
  return {
    end: clear,
    say(line) {
      clear();
      process.stdout.write(`${line}\n`);
    },
    now(line) {
      if (canDraw(screen)) {
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

const releasing =
  "leaving at once: what is said above goes on in AWS, and how releases are deployed may not be put back; the same command goes on from there";

/** The same, of what visitors see. */
export const publishing =
  "leaving at once: what visitors see may be old or new, and was not proven; the same command goes on from there";

/** Runs what acts until it is stopped. */
export async function acting(
  manner: Pick<Manner, "act" | "watchMinutes">,
  run: (manner: Manner, voice: Speaker) => Promise<"planned" | "done">,
  again: string,
  leaving = releasing,
): Promise<ExitCode> {
  const { Halted } = await import("../../ops/rollback/halted.ts");
  const interrupt = interruptible("stopping after this step", () => (manner.act ? leaving : undefined));
  const speaker = voice();
  try {
    const pace = { minute: 60_000, look: 15_000 };
    const ended = await run({ ...manner, signal: interrupt.signal, pace }, speaker);
    if (ended === "done") return exitCodes.ready;
    speaker.say(`\nDry run: nothing was changed. To do it:\n  ${again}`);
    return exitCodes.notReady;
  } catch (error) {
    if (!(error instanceof Halted)) throw error;
    speaker.say(`\n${error.message}`);
    return exitCodes.notReady;
  } finally {
    speaker.end();
    interrupt.off();
  }
}
