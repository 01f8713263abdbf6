import { leaksOf } from "../../config/leaks.ts";
import type { Config } from "../../config/schema.ts";
import { wrongWith } from "../trial/asker.ts";
import { type Check, saidOf } from "./check.ts";
import { carrying } from "./own.ts";

/** Whoever has no token, or made one up, is refused (K10, K22). */
export const protectedChecks = (config: Config): readonly Check[] =>
  config.probes.protected.map(({ service, path, method }) => ({
    name: `${service} ${method} ${path} is closed`,
    requirements: ["K10", "K22", "P19"],
    run: async ({ ask, address, own }) => {
      const ways = [
        { says: "without a token", headers: {} },
        ...own.forged.map((token) => ({ says: "with a forged token", headers: carrying(token, config) })),
      ];
      const wrongs = ways.map(async ({ says, headers }) => {
        const wrong = wrongWith(await ask({ url: address(service) + path, method, headers }), [401, 403]);
        return wrong === undefined ? [] : [`${says} it ${wrong}`];
      });
      return saidOf((await Promise.all(wrongs)).flat(), "401 or 403 without a token and with forged ones");
    },
  }));

/** What belongs to one tenant is not shown to another: a token that nobody takes (401) shows nothing (G13). */
export const tenantChecks = (config: Config): readonly Check[] =>
  leaksOf(config).map(({ service, path, as }) => ({
    name: `${service} ${path} is another tenant's`,
    requirements: ["G13"],
    run: async ({ ask, address, secrets }) => {
      const headers = carrying(await secrets.value(as), config);
      const wrong = wrongWith(await ask({ url: address(service) + path, headers }), [403, 404]);
      return saidOf(wrong === undefined ? [] : [`to ${as} it ${wrong}`], "403 or 404 to a stranger");
    },
  }));
