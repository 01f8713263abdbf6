import type { Voice, Work } from "../../ops/rollback/work.ts";
import type { Trial } from "../../ops/trial/trial.ts";
import { type Interrupt, interruptible } from "../interrupt.ts";
import { voice } from "./ops-voice.ts";

export interface Working {
  readonly work: Work;
  readonly voice: Voice;
  readonly interrupt: Interrupt;
  end(): void;
}

/** What the commands on canaries have at hand, as a rollback does. */
export async function working(
  trial: Trial,
  {
    act,
    watchMinutes,
    stopping,
  }: { readonly act: boolean; readonly watchMinutes: number; readonly stopping: string },
): Promise<Working> {
  const { clientsOf } = await import("../../ops/rollback/clients.ts");
  const { target } = trial;
  const session = await trial.session();
  const interrupt = interruptible(stopping, () =>
    act ? "leaving at once: ECS goes on by itself" : undefined,
  );
  const speaker = voice();
  const pace = { minute: 60_000, look: 10_000 };
  const manner = { act, watchMinutes, pace, signal: interrupt.signal };
  return {
    work: { target, session, clients: clientsOf(target), voice: speaker, manner },
    voice: speaker,
    interrupt,
    end() {
      speaker.end();
      interrupt.off();
    },
  };
}
