import type { Failure } from "../evidence/record.ts";
import { Health } from "./rotate/health.ts";
import { Login } from "./rotate/login.ts";
import { turnAll, turnHere } from "./rotate/turn.ts";
import { partOf, rotatable } from "./rotate/which.ts";
import type { Target } from "./target.ts";
import type { Drill } from "./trial/attempt.ts";

export interface RotateWish {
  /** Secrets by name; none: all signing keys and database credentials. */
  readonly names: readonly string[];
  readonly waitMinutes: number;
  /** A rehearsal: the command that changes them on this machine. */
  readonly command: string | undefined;
}

/**
 * Changes signing keys and credentials now, while the product is asked all the time: it must go on answering, and who was
 * signed in must stay so (G08, W07).
 * @throws WrongInput naming what cannot be rotated
 */
export function rotate(target: Target, { names, waitMinutes, command }: RotateWish): Drill {
  const secrets = rotatable(target, names);
  const part = partOf(target, secrets);
  const login = Login.of(target);
  return {
    kind: "rotate",
    plan: async ({ trial }) => [
      ...secrets.map(({ name, source, services }) =>
        command === undefined
          ? `${name} (${source}): a new value now, then new tasks of ${services.join(", ") || "nobody"}`
          : `${name} (${source})`,
      ),
      ...(command === undefined ? [] : [`by the command ${command}`]),
      ...(part === undefined
        ? []
        : ["a part alone shows nothing for G08 and W07: they ask for all, without names"]),
      `asks ${Health.of(trial).paths.join(", ")} all the time: each must answer 200`,
      login
        ? `asks ${login.path} before and after with the same token of ${login.secret}`
        : "no path of trials.load names a token: that old ones stay valid is not tried",
    ],
    act: async (work) => {
      const began = Date.now();
      const before = await login?.ask(work.trial);
      const health = Health.of(work.trial);
      health.begin();
      const turned = await (command === undefined
        ? turnAll(work, secrets, waitMinutes)
        : turnHere(work, command, waitMinutes)
      ).finally(() => health.end());
      const after = await login?.ask(work.trial);
      const failures: Failure[] = [
        ...turned,
        ...health.failures(),
        ...(login && before !== undefined ? login.judge(before, after) : []),
      ];
      const what = secrets.map(({ name }) => name).join(", ");
      return {
        passed: failures.length === 0,
        // A part that went wrong speaks against the whole all the same.
        ...(failures.length === 0 && part !== undefined && { subject: part }),
        says:
          failures.length === 0
            ? `${what} changed while the product answered ${health.asked} times of ${health.asked}`
            : `${what}: ${failures.length === 1 ? "1 thing" : `${failures.length} things`} went wrong while they changed`,
        failures,
        measurements: {
          secrets: what,
          seconds: Math.round((Date.now() - began) / 1000),
          healthAsked: health.asked,
          healthFailed: health.failed,
          oldTokenStaysValid: login ? after === before : "not tried",
        },
      };
    },
  };
}
