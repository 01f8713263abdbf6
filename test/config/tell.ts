import { expect, it } from "vitest";
import type { Path } from "../../config/finding.ts";
import { saidOf } from "./writing.ts";

/** A change to a shipped stack file, and all that is then said. */
type Case = readonly [title: string, change: Path, value: unknown, said: string, stack?: string];

export const tell = (cases: readonly Case[]) =>
  it.for(cases)("refuses %s", ([, path, value, said, stack]) =>
    expect(saidOf(path, value, stack)).toEqual([said]),
  );
