import type { Config } from "../../config/schema.ts";
import { apiServices } from "../../config/served.ts";
import type { Answer, Question } from "../trial/asker.ts";
import { type Check, saidOf } from "./check.ts";

const stranger = "golive-trial.invalid";

/** What a browser asks before and with a call from a page of that origin ("CORS protocol", Fetch standard). */
const preflight = (url: string, origin: string, headers: readonly string[]): Question => ({
  url,
  method: "OPTIONS",
  headers: {
    origin,
    "access-control-request-method": "GET",
    ...(headers.length > 0 && { "access-control-request-headers": headers.join(",") }),
  },
});

const says = (answer: Answer, header: string): string | undefined =>
  "headers" in answer ? (answer.headers.get(`access-control-allow-${header}`) ?? undefined) : undefined;

/** Our own pages may call the API from a browser, with their token (C05, P11). */
export const ownOriginChecks = (config: Config): readonly Check[] =>
  apiServices(config).flatMap(([id, { health }]) =>
    config.cors.origins.map((origin) => ({
      name: `${id} answers pages of ${origin}`,
      requirements: ["C05", "P11", "P19"],
      run: async ({ ask, address }) => {
        const closed = config.probes.protected.find(({ service }) => service === id);
        const headers = config.firewall.credentials.flatMap((one) => ("header" in one ? [one.header] : []));
        const before = await ask(preflight(address(id) + (closed?.path ?? health.path), origin, headers));
        const call = await ask({ url: address(id) + health.path, headers: { origin } });
        const lets = (answer: Answer) => [origin, "*"].includes(says(answer, "origin") ?? "");
        const named = (says(before, "headers") ?? "").toLowerCase().split(/\s*,\s*/);
        return saidOf(
          [
            ...(lets(before) && "status" in before && before.status < 300
              ? []
              : [`the preflight ${told(before)} and does not let them call`]),
            // A wildcard does not mean Authorization ("CORS-safelisted request-header", Fetch standard).
            ...headers
              .filter((one) => lets(before) && !named.includes(one))
              .map((one) => `it lets no ${one} through`),
            ...(lets(call) ? [] : [`the call ${told(call)} and may not be read`]),
          ],
          "preflight and call are allowed",
        );
      },
    })),
  );

/** A page of a stranger may read nothing: neither one that begins as ours does, nor one without an origin (C05, W08). */
export const foreignOriginChecks = (config: Config): readonly Check[] =>
  apiServices(config).map(([id, { health }]) => ({
    name: `${id} is silent to foreign pages`,
    requirements: ["C05", "W08", "K22"],
    run: async ({ ask, address }) => {
      const url = address(id) + health.path;
      const origins = [`https://${stranger}`, `${config.cors.origins[0] ?? "https://x"}.${stranger}`, "null"];
      const asked = origins.flatMap((origin) =>
        [preflight(url, origin, []), { url, headers: { origin } }].map((question) => ({ origin, question })),
      );
      const wrongs = asked.map(async ({ origin, question }) => {
        const answer = await ask(question);
        const allowed = says(answer, "origin");
        const wide = allowed === "*" || allowed === origin;
        return wide ? [`${question.method ?? "GET"} lets pages of ${origin} read it`] : [];
      });
      return saidOf((await Promise.all(wrongs)).flat(), "foreign origins are not allowed");
    },
  }));

const told = (answer: Answer): string => ("failed" in answer ? answer.failed : `answered ${answer.status}`);
