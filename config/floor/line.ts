import type { Section } from "../checks/check.ts";
import type { Path } from "../finding.ts";
import type { Config } from "../schema.ts";

/** One thing that production may not go below. */
export interface FloorLine {
  readonly requirements: readonly [string, ...string[]];
  readonly reads: readonly Section[];
  /** An order: "production must …". */
  readonly says: string;
  /** The places that are below. */
  below(config: Config): readonly Path[];
}

export const unless = (holds: boolean, ...path: Path): readonly Path[] => (holds ? [] : [path]);
