import { join } from "node:path";
import { DependencyFailed } from "../errors.ts";
import { Analyzer, type Violation } from "../evaluation/analyzer.ts";
import { PackFailed, PackProcess } from "../evaluation/pack-process.ts";
import { aboutResource, aboutStack } from "../evaluation/questions.ts";
import type { Recording } from "../program/recording.ts";
import { rootUrn } from "../program/urn.ts";

interface At {
  /** Where golive itself is. */
  readonly root: string;
  readonly project: string;
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
}

/** What the pack says of what stands: the very pack that judges the plan. @throws DependencyFailed where it breaks */
export async function judgeStanding(standing: Recording, at: At): Promise<readonly Violation[]> {
  const pack = new PackProcess(join(at.root, "policy"));
  try {
    pack.begin({ stack: at.stack, project: at.project, config: JSON.stringify(at.config) });
    const analyzer = new Analyzer(await pack.port, pack.died);
    try {
      const each = [...standing.values()].map((one) =>
        analyzer.ask(aboutResource(one, standing.get(one.provider))),
      );
      const singly = await Promise.all(each); // the stack last: by then the pack knows which waivers excused something
      const together = await analyzer.ask(aboutStack(standing, rootUrn(at)));
      return [...singly.flat(), ...together];
    } finally {
      analyzer.close();
    }
  } catch (error) {
    throw error instanceof PackFailed ? new DependencyFailed(error.message) : error;
  } finally {
    pack.stop();
  }
}
