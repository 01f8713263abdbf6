import { parseEnv } from "node:util";

/** Below this line stand variables of a developer's machine, which no stack gives. */
export const localHeading = "# Only on your own machine";

export interface Given {
  /** By the stack file: its plain settings and its secrets. */
  readonly asked: readonly string[];
  /** By the platform too, whether the product reads it or not. */
  readonly all: readonly string[];
}

/** What a `.env.example` lacks of what a stack file gives its services, and what it has that no stack gives (C23). */
export function exampleFlaws(file: string, text: string, given: Given): readonly string[] {
  const at = text.indexOf(localHeading);
  const all = Object.keys(parseEnv(text));
  const shared = Object.keys(parseEnv(at === -1 ? text : text.slice(0, at)));
  return [
    ...given.asked
      .filter((name) => !all.includes(name))
      .map((name) => `${file}: lacks ${name}, which the stack file gives a service (docs/environment.md)`),
    ...shared
      .filter((name) => !given.all.includes(name))
      .map(
        (name) => `${file}: has ${name}, which no stack gives; what is local stands below "${localHeading}"`,
      ),
  ];
}
