import type { Session } from "../../ops/session.ts";
import type { Target } from "../../ops/target.ts";
import { say } from "./say.ts";

/** All is well; it is not, and somebody said why that does not matter; or nobody did. */
export type Quiet = "quiet" | "despite" | "refused";

/** A release that begins while something is wrong is undone for what is not its fault, or hides it. */
export async function quiet(
  target: Target,
  session: Session,
  despite: string | undefined,
  now = new Date(),
): Promise<Quiet> {
  const { alarmsReport, isBad } = await import("../../ops/alarms.ts");
  const { stack, alarms } = await alarmsReport(target, session, now);
  // A ticket is a matter of days, and a release may be what closes it.
  const bad = alarms.filter((alarm) => isBad(alarm) && alarm.tells === "page");
  if (bad.length === 0) return "quiet";
  const { alarmLines } = await import("../commands/ops-alarms.ts");
  for (const line of alarmLines({ stack, alarms: bad, calm: false })) say(line);
  say(
    despite === undefined
      ? 'golive: nothing was deployed. See to what is red, or say why it does not matter: --despite-alarms "REASON"'
      : `golive: deploying DESPITE what is red, because: ${despite}`,
  );
  return despite === undefined ? "refused" : "despite";
}
