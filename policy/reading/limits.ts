import type { StackFinding } from "../rule.ts";
import type { StackView } from "../view.ts";
import { databaseParameter } from "./parameters.ts";
import { postgresPrimaries } from "./primaries.ts";

const hour = 3_600_000;

/** PostgreSQL databases whose parameter group does not bound something to an hour at most; in milliseconds, 0 is no bound. */
export const unbounded = (stack: StackView, parameter: string): readonly StackFinding[] =>
  postgresPrimaries(stack).flatMap((node) => {
    const value = databaseParameter(stack, node, parameter);
    if (value === undefined) return [{ node, says: `no parameter group sets ${parameter}` }];
    const bound = Number(value);
    return bound > 0 && bound <= hour ? [] : [{ node, says: `${parameter} is ${value}` }];
  });
