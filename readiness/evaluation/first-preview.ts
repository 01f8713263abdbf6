import { record } from "../program/program.ts";
import type { Recording, Registration } from "../program/recording.ts";
import { rootUrn } from "../program/urn.ts";
import type { Violation } from "./analyzer.ts";
import { Analyzer } from "./analyzer.ts";
import type { Order } from "./order.ts";
import type { PackProcess } from "./pack-process.ts";

export interface Preview {
  readonly recording: Recording;
  /** The pack judges in a process of its own, so whoever waits for it can do something else meanwhile. */
  readonly judged: Promise<readonly Violation[]>;
}

/** The program runs whether the pack has started yet or not: what it registers meanwhile is judged then. */
export async function firstPreview(order: Order, pack: PackProcess): Promise<Preview> {
  const starting = pack.port.then((port) => new Analyzer(port, pack.died));
  const seen = new Map<string, Registration>();
  const answers: Promise<readonly Violation[]>[] = [];
  const recording = await record({
    ...order,
    pass: "preview",
    answers: () => undefined,
    onRegistration: (registration) => {
      seen.set(registration.urn, registration);
      const provider = seen.get(registration.provider);
      const answer = starting.then((analyzer) => analyzer.resource(registration, provider));
      answer.catch(() => {}); // awaited below, once the program has had its say
      answers.push(answer);
    },
  });
  const judged = starting.then(async (analyzer) => {
    // One after the other, as the engine asks: by then the pack knows which waivers excused something.
    const whole = Promise.all(answers).then(() => analyzer.stack(recording, rootUrn(order)));
    return (await Promise.all([...answers, whole]).finally(() => analyzer.close())).flat();
  });
  return { recording, judged };
}
