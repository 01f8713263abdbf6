import type { Turn } from "../../ops/emergency/drill.ts";
import { type Edit, plannedEdit } from "../../ops/emergency/edit.ts";
import { runLocally } from "../../ops/local/process.ts";
import { writePin } from "../../ops/pin.ts";
import type { Target } from "../../ops/target.ts";
import { runEngine } from "../engine.ts";
import { exitCodes } from "../exit.ts";

/** All that a breaker of the firewalls changes; a stack without a frontend has one of them. */
export const firewallTargets = ({ config }: Pick<Target, "config">): readonly string[] => [
  "--target",
  "**::firewall-rules",
  ...(config.frontend ? ["--target", "**::firewall-cdn-rules"] : []),
];

export type Change = Parameters<typeof plannedEdit>[2];
export type Engine = (stack: string, args: readonly string[]) => Promise<number>;

/** What a rehearsal has instead of the engine: a command of this machine that does what the stack file says. */
export const engineHere =
  (command: string): Engine =>
  async () => {
    const { signal } = new AbortController();
    const heard = { cwd: ".", signal, timeoutMinutes: 5, line: () => undefined };
    return (await runLocally(["sh", "-c", command], heard)).code;
  };

const ours: Engine = async (stack, args) => (await runEngine("up", stack, args)).code;

/** Writes the breakers into the stack file, and brings the firewalls to say the same by one targeted update. */
export const turn =
  (target: Target, path: string, change: Change, engine: Engine = ours): Turn =>
  async () => {
    const edit: Edit = plannedEdit(target, path, change);
    if (edit.next !== edit.text) writePin(target, path, edit);
    const held = `${target.file} says so, and AWS may hold the old rules`;
    try {
      const code = await engine(target.stack, [...firewallTargets(target), "--yes"]);
      return { done: code === exitCodes.ready, says: `the engine ended with ${code}: ${held}` };
    } catch (error) {
      // Whoever closed something must still be able to open it again.
      return { done: false, says: `${error instanceof Error ? error.message : String(error)}: ${held}` };
    }
  };
