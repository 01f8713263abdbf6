import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, beforeEach } from "vitest";
import type { LoadPath } from "../../config/shape/trials.ts";
import { beginTrial, type Trial } from "../../ops/trial/trial.ts";
import { World } from "../drills/world.ts";
import { listening, silenced } from "../listening.ts";

/** The shipped staging stack with servers of the test's own for its API: each API's health path is asked, or what is told. */
export function answering() {
  let world: World;
  const servers: Server[] = [];
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    for (const server of servers.splice(0)) silenced(server);
    world[Symbol.dispose]();
  });
  const trial = (
    through: Readonly<Record<string, string>>,
    load: readonly LoadPath[] = [],
  ): Promise<Trial> => {
    const { config, ...target } = world.target;
    const trials = { ...config.trials, load: [...load] };
    const stack = { ...target, config: { ...config, trials } };
    return beginTrial(stack, { evidence: world.evidence, through, commit: null });
  };
  return {
    trial,
    async trialOf(answer: RequestListener, load?: readonly LoadPath[]): Promise<Trial> {
      const server = createServer(answer);
      servers.push(server);
      return trial({ api: `http://127.0.0.1:${await listening(server)}` }, load);
    },
  };
}
