import { setTimeout as pause } from "node:timers/promises";
import type { Config } from "../../config/schema.ts";
import { apiServices } from "../../config/served.ts";
import { jsonOf } from "../json.ts";
import { type Check, saidOf } from "./check.ts";
import { leafAt } from "./json-place.ts";
import type { LogSource } from "./log-source.ts";
import { carrying } from "./own.ts";

const lookMs = 1_000;

/** What was asked is found again by its id, with what was answered (P12, W05). */
export const traceChecks = (config: Config, source: LogSource): readonly Check[] =>
  apiServices(config).map(([id, { health, surface }]) => ({
    name: `${id} logs each request with its id`,
    requirements: ["P12", "W05"],
    run: async ({ ask, address, own, signal }) => {
      const open = surface.public.find(
        ({ method, path }) => method === "GET" && !path.includes("{") && path !== health.path,
      );
      // The address and the token are planted: no log may hold them.
      const answer = await ask({
        url: `${address(id)}${open?.path ?? health.path}?email=${encodeURIComponent(own.email)}`,
        headers: { "x-request-id": own.run, ...carrying(own.forged[0] ?? "", config) },
      });
      if ("failed" in answer) return { passed: false, found: answer.failed };
      const requestId = answer.headers.get("x-request-id") ?? own.run;
      const end = Date.now() + source.patienceMs;
      for (;;) {
        const lines = (await source.lines([requestId])).map(jsonOf);
        const line = lines.find(
          (one) =>
            leafAt(one, config.logs.requestId) === requestId &&
            Number(leafAt(one, config.logs.status)) === answer.status,
        );
        if (line !== undefined) return { passed: true, found: `\`${config.logs.requestId}\` and status` };
        if (Date.now() > end || signal.aborted)
          return {
            passed: false,
            found: `no line with \`${config.logs.requestId}\` ${requestId} and \`${config.logs.status}\` ${answer.status} within ${source.patienceMs / 1000} s`,
          };
        await pause(lookMs, undefined, { signal }).catch(() => undefined);
      }
    },
  }));

/** Nothing of what the trial sent in confidence stands in a log: neither its address nor any token (K22). */
export const leakCheck = (config: Config, source: LogSource, kept: () => readonly string[]): Check => ({
  name: "logs hold nothing confidential",
  requirements: ["K22", "P12"],
  run: async ({ own, secrets }) => {
    const { secretsInLogs } = config.trials;
    const lines = await source.lines([own.run, own.email, ...own.forged, ...secretsInLogs]);
    const held = (text: string) =>
      lines.some((line) => line.includes(text) || line.includes(encodeURIComponent(text)));
    const credentials = [...(await secrets.used()), ...kept()].filter((one) => one.length >= 8);
    return saidOf(
      [
        ...(held(own.email) ? ["the trial's e-mail address stands in them"] : []),
        ...(own.forged.some(held) ? ["a token that was sent stands in them"] : []),
        ...(credentials.some(held) ? ["a credential of the trial stands in them"] : []),
        ...secretsInLogs.flatMap((text, index) =>
          held(text) ? [`trials.secretsInLogs[${index}] stands in them`] : [],
        ),
      ],
      `nothing in ${lines.length} lines of this trial`,
    );
  },
});
