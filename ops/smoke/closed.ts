import { leaksOf } from "../../config/leaks.ts";
import type { Config } from "../../config/schema.ts";
import { wrongWith } from "../trial/asker.ts";
import { type Check, saidOf } from "./check.ts";
import { carrying } from "./own.ts";
import { hasOwner } from "./owner.ts";

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

/**
 * What belongs to one tenant is not shown to another: a token that nobody takes (401) shows nothing, nor does a refusal
 * where there is nothing to be seen (G13).
 */
export const tenantChecks = (config: Config): readonly Check[] =>
  leaksOf(config).map((leak) => ({
    name: `${leak.service} ${leak.path} is another tenant's`,
    requirements: ["G13"],
    run: async ({ ask, address, secrets }) => {
      const { service, path, as } = leak;
      const headers = carrying(await secrets.value(as), config);
      const wrong = wrongWith(await ask({ url: address(service) + path, headers }), [403, 404]);
      if (wrong !== undefined) return saidOf([`to ${as} it ${wrong}`], "");
      return saidOf(
        hasOwner(config, leak)
          ? []
          : [
              `refused to ${as}, and not shown to be anybody's: let trials.smoke read it, or another of its kind, by a step as its owner (200), and after that one as ${as} (403, 404)`,
            ],
        "403 or 404 to a stranger, and the trial's own steps show one to its owner",
      );
    },
  }));
