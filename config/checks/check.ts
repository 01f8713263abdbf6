import type { Finding } from "../finding.ts";
import type { Config } from "../schema.ts";

export type Section = keyof Config;

/** A claim over several keys of a stack file. It is judged as soon as the sections that it reads are sound. */
export interface Check {
  readonly reads: readonly Section[];
  findings(config: Config): readonly Finding[];
}

/** Lets a check see only the sections that it says it reads. */
export const check = <S extends Section>(
  reads: readonly S[],
  findings: (config: Pick<Config, S>) => readonly Finding[],
): Check => ({ reads, findings });

/** The entries of a list that an earlier entry equals, with their places. */
export function repeated<T>(list: readonly T[]): readonly { readonly index: number; readonly value: T }[] {
  return list
    .map((value, index) => ({ index, value }))
    .filter(({ index, value }) => list.indexOf(value) < index);
}
