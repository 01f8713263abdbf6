import { DependencyFailed } from "./errors.ts";
import type { Judged } from "./evaluation/order.ts";
import { EvaluationProcess } from "./evaluation/start.ts";
import type { Evaluation, EvaluationRequest } from "./types.ts";

/** Evaluations under way, by stack file: staging and production are each other's partner, and neither need run twice. */
const underWay = new Map<string, Promise<Judged>>();

/**
 * Evaluates one stack offline; several calls run side by side. Its partner (staging for production, production for
 * staging) is run too, for parity, unless it is being evaluated itself.
 * @throws InputMistakes for what the stack file says wrongly, DependencyFailed when the program or the pack breaks.
 */
export async function evaluateStack(request: EvaluationRequest): Promise<Evaluation> {
  const process = new EvaluationProcess(request.root, request.stack); // loads while the stack file is read
  const key = keyOf(request, request.stack);
  const { promise, resolve, reject } = Promise.withResolvers<Judged>();
  promise.catch(() => {}); // the partner may not ask
  underWay.set(key, promise);
  try {
    const { readStacks } = await import("./evaluation/stacks.ts");
    const stacks = readStacks(request);
    const other = stacks.beside && underWay.get(keyOf(request, stacks.beside.stack));
    const found = process.carryOut(stacks.order({ withPartner: other === undefined }), request.onStep);
    found.catch(() => {}); // awaited below
    const { evaluationOf } = await import("./evaluation/join.ts"); // all rules: loaded while the processes work
    const { judgeSurface } = await import("./surface/judge.ts");
    const { shippedIn } = await import("./register/shipped.ts");
    const surface = await judgeSurface({ ...stacks.file, directory: request.directory });
    const shipped = shippedIn(request.root);
    const own = await found;
    resolve(own);
    const partner = own.partnerShapes ?? (await shapesOf(other));
    return evaluationOf(stacks, own, partner, { surface, shipped });
  } catch (error) {
    process.abandon();
    reject(error);
    throw error;
  } finally {
    underWay.delete(key);
  }
}

const keyOf = ({ directory }: EvaluationRequest, stack: string): string => `${directory}#${stack}`;

async function shapesOf(other: Promise<Judged> | undefined): Promise<Judged["shapes"] | undefined> {
  try {
    return (await other)?.shapes;
  } catch (error) {
    throw new DependencyFailed(
      `its partner could not be evaluated: ${error instanceof Error ? error.message : error}`,
    );
  }
}
