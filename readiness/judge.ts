import type { Violation } from "./analyzer.ts";
import { Analyzer } from "./analyzer.ts";
import { compareContainers } from "./containers.ts";
import type { EvaluationDone, EvaluationOrder } from "./evaluation.ts";
import type { PackProcess } from "./pack-process.ts";
import { comparePasses } from "./passes.ts";
import { record } from "./program.ts";
import type { Recording, Registration } from "./recording.ts";
import { resolved } from "./resolve.ts";
import { shapeOf } from "./shape.ts";
import { rootUrn } from "./urn.ts";

/**
 * Runs the program as a first preview, each resource judged as it is registered, then once more with everything known.
 * Without a pack only the first run is made: its shape is wanted, for parity.
 */
export async function evaluate(
  order: EvaluationOrder,
  pack: PackProcess | undefined,
  onStep: (step: string) => void,
): Promise<EvaluationDone> {
  const timings: Record<string, number> = {};
  const timed = async <T>(step: string, act: () => Promise<T>): Promise<T> => {
    onStep(step);
    const from = performance.now();
    const result = await act();
    timings[step] = Math.round(performance.now() - from);
    return result;
  };

  const { recording, judged } = await timed("running the first preview", () => firstPreview(order, pack));
  const [violations, problems] = await Promise.all([
    timed("judging the first preview", () => judged),
    pack ? timed("rehearsing with everything known", () => rehearsal(order, recording)) : [],
  ]);
  return {
    kind: "done",
    resources: [...recording.values()].map(({ type, name, urn }) => ({ type, name, urn })),
    shapes: [...recording.values()].map(shapeOf),
    violations,
    problems,
    timings,
  };
}

async function rehearsal(order: EvaluationOrder, preview: Recording): Promise<string[]> {
  const known = await record({
    ...order,
    pass: "resolved",
    answers: ({ type, name, inputs }) => resolved(type, name, inputs.toJavaScript(), order.place),
  });
  return [...comparePasses(preview, known), ...compareContainers(known)];
}

interface Preview {
  readonly recording: Recording;
  /** The pack judges in a process of its own, so whoever waits for it can do something else meanwhile. */
  readonly judged: Promise<readonly Violation[]>;
}

/** The program runs whether the pack has started yet or not: what it registers meanwhile is judged then. */
async function firstPreview(order: EvaluationOrder, pack: PackProcess | undefined): Promise<Preview> {
  const run = { ...order, pass: "preview", answers: () => undefined } as const;
  if (!pack) return { recording: await record(run), judged: Promise.resolve([]) };
  const starting = pack.port.then((port) => new Analyzer(port, pack.died));
  const seen = new Map<string, Registration>();
  const answers: Promise<readonly Violation[]>[] = [];
  const recording = await record({
    ...run,
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
