import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { AwsFailed, mistyped, WrongInput } from "../errors.ts";
import { runLocally } from "../local/process.ts";
import { printable } from "../printable.ts";
import type { Drill, TrialWork } from "../trial/attempt.ts";

/** Images are pulled, and databases made. */
const minutes = 15;

/** The product in containers on one machine (G19): started from its compose file, healthy, and taken down. */
export function composeDrill(file: string): Drill {
  if (!existsSync(file))
    throw new WrongInput([
      mistyped("--up", `no file ${file}`, "the same command without --up first, which writes it"),
    ]);
  // A project of its own: whoever works with the file keeps their containers and data.
  const compose = ["docker", "compose", "--project-name", "golive-trial", "--file", file];
  return {
    kind: "compose",
    plan: async (work) => {
      await there(work);
      return [
        `${compose.join(" ")} up --wait: all containers must be healthy within ${minutes} min`,
        "then down, with its volumes",
      ];
    },
    act: async (work) => {
      const began = Date.now();
      try {
        const up = await run(
          work,
          [...compose, "up", "--detach", "--wait", "--wait-timeout", String(minutes * 60)],
          file,
        );
        const seconds = Math.round((Date.now() - began) / 1000);
        return {
          passed: up.code === 0,
          says:
            up.code === 0
              ? `all containers were healthy after ${seconds} s`
              : `not all containers became healthy: ${up.says}`,
          failures: up.code === 0 ? [] : [{ what: `docker compose up: ${up.says}`, requirements: ["G19"] }],
          measurements: { seconds },
        };
      } finally {
        // Also after Ctrl-C: what was started here stops here.
        await run(
          { ...work, manner: { ...work.manner, signal: new AbortController().signal } },
          [...compose, "down", "--volumes"],
          file,
        );
      }
    },
  };
}

/** @throws AwsFailed where there is no Docker: then nothing can be said of the product */
async function there(work: TrialWork): Promise<void> {
  const { code } = await run(work, ["docker", "compose", "version"], ".");
  if (code !== 0)
    throw new AwsFailed(
      "`docker compose` does not run on this machine: it takes Docker with its compose plugin",
    );
}

const run = ({ voice, manner }: TrialWork, command: readonly string[], file: string) =>
  runLocally(command, {
    cwd: dirname(file),
    signal: manner.signal,
    timeoutMinutes: minutes + 1,
    line: (text) => voice.say(`  | ${printable(text)}`),
  });
