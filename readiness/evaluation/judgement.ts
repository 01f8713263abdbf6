import type { Question, Violation } from "./analyzer.ts";
import type { PackProcess } from "./pack-process.ts";

/** What the pack says of one evaluation, asked as the program registers; it may still be starting. */
export class Judgement {
  readonly #starting: Promise<import("./analyzer.ts").Analyzer>;
  readonly #answers: Promise<readonly Violation[]>[] = [];

  constructor(pack: PackProcess) {
    this.#starting = Promise.all([pack.port, import("./analyzer.ts")]).then(
      ([port, { Analyzer }]) => new Analyzer(port, pack.died),
    );
    this.#starting.catch(() => {}); // told with the first answer
  }

  /** The stack is asked about when every resource has been, as the engine does: by then the pack knows which waivers excused something. */
  ask(question: Question): void {
    const before = question.method === "AnalyzeStack" ? Promise.all(this.#answers) : undefined;
    const answer = Promise.all([this.#starting, before]).then(([analyzer]) => analyzer.ask(question));
    answer.catch(() => {}); // awaited in the end
    this.#answers.push(answer);
  }

  async violations(): Promise<readonly Violation[]> {
    const all = await Promise.all(this.#answers);
    (await this.#starting).close();
    return all.flat();
  }
}
