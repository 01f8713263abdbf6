import type { Config } from "../../config/schema.ts";
import { servedServices } from "../../config/served.ts";
import { wrongWith } from "../trial/asker.ts";
import { type Check, saidOf } from "./check.ts";

/** Every path that shows that a service serves answers 200 (C11, P08). */
export const healthChecks = (config: Config): readonly Check[] =>
  servedServices(config).flatMap(([id, { health }]) =>
    [health.path, ...health.also].map((path) => ({
      name: `${id} ${path} is healthy`,
      requirements: ["C11", "P08", "W04"],
      run: async ({ ask, address }) => {
        const wrong = wrongWith(await ask({ url: address(id) + path }), [200]);
        return saidOf(wrong === undefined ? [] : [wrong], "200");
      },
    })),
  );
