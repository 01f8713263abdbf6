import { type AlarmsReport, isBad } from "../alarms.ts";
import { type Condition, condition } from "../condition.ts";

const names = (alarms: AlarmsReport["alarms"]): string => alarms.map(({ name }) => name).join(", ");

/** None is red, and there are some. */
export function alarmsReviewed({ alarms, stack }: AlarmsReport): Condition {
  const red = alarms.filter(isBad);
  return condition("alarms", alarms.length > 0 && red.length === 0, {
    found: alarms.length === 0 ? "there are none" : red.length > 0 ? names(red) : `${alarms.length} are calm`,
    todo: `\`./golive ops alarms\` says since when and why; the runbook has a line for each of ${stack}`,
  });
}

/** Burn rates and budgets of services: what uses up the error budget too fast (K23). */
export function budgetLeft({ alarms }: AlarmsReport): Condition {
  const speaking = alarms.filter(({ name }) => /-(budget|burn-\w+-in-\w+)$/.test(name));
  const red = speaking.filter(({ state }) => state === "ALARM");
  return condition("error budget", speaking.length > 0 && red.length === 0, {
    found:
      speaking.length === 0
        ? "no alarm watches it"
        : red.length > 0
          ? `used up too fast: ${names(red)}`
          : "used up no faster than it is given",
    todo: "release less until it is mended: the saved query errors-by-path says what fails",
  });
}
