import type { Config } from "./schema.ts";

/** What a stack file closes on purpose, each by its kind and what it is about. */
export const activeIn = ({
  breakers: { demote, freeze, rate, pause },
}: Pick<Config, "breakers">): readonly string[] => [
  ...demote.map(({ service, path }) => `demote ${service} ${path}`),
  ...(freeze ? ["freeze"] : []),
  ...(rate ? ["rate"] : []),
  ...pause.map(({ worker }) => `pause ${worker}`),
];
