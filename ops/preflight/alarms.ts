import { activeIn } from "../../config/active.ts";
import { alarmsReport, isBad } from "../alarms.ts";
import { condition } from "../condition.ts";
import type { Part } from "./part.ts";

/** No alarm is red, and there are some. */
export const alarms: Part = {
  name: "alarms",
  requirements: ["K01", "G18"],
  look: async ({ trial: { target }, session }) => {
    const report = await alarmsReport(target, session);
    const bad = report.alarms.filter(isBad);
    return [
      condition("alarms", report.calm && report.alarms.length > 0, {
        found:
          report.alarms.length === 0
            ? "there are none: nothing is deployed"
            : bad.length > 0
              ? bad.map(({ name }) => name).join(", ")
              : `${report.alarms.length} are calm`,
        todo: `\`./golive ops alarms ${target.typed}\` says since when and why`,
      }),
    ];
  },
};

/** Nothing is closed on purpose: a launch with a breaker in is another product than the one that was tried. */
export const breakers: Part = {
  name: "breakers",
  requirements: ["K01", "P19"],
  look: async ({ trial: { target } }) => {
    const active = activeIn(target.config);
    return [
      condition("breakers", active.length === 0, {
        found: active.length === 0 ? "none is in" : active.join(", "),
        todo: "lift them: take them out of the stack file, and deploy",
      }),
    ];
  },
};
