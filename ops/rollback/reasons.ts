import { sayWhy } from "../ecs/why.ts";
import type { Wrong } from "./watch.ts";
import type { Work } from "./work.ts";

/** In the words of ECS, of the tasks that stopped, and of their logs. */
export async function reasons(
  { target, session }: Work,
  wrong: readonly Wrong[],
  since: Date,
  pages: readonly string[],
): Promise<string> {
  const all = await Promise.all(wrong.map((one) => sayWhy(target, session, { ...one, since })));
  return [...all, ...pages.map((reason) => `✘ frontend: ${reason}`)].join("\n");
}
