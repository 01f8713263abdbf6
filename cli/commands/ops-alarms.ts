import type { CommandModule } from "yargs";
import type { AlarmState, AlarmsReport } from "../../ops/alarms.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { withJson } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface AlarmsOptions extends OpsOptions {
  readonly json: boolean;
}

export const opsAlarms: CommandModule<object, AlarmsOptions> = {
  command: "alarms <stack>",
  describe: "Say which alarms are red, since when and why",
  builder: (yargs) => withJson(withStack(yargs)),
  handler: (options) => onStack(options, (target) => report(target, options)),
};

async function report(target: Target, { json }: AlarmsOptions): Promise<ExitCode> {
  const [{ alarmsReport }, { signIn }, { progress }] = await Promise.all([
    import("../../ops/alarms.ts"),
    import("../../ops/session.ts"),
    import("../progress.ts"),
  ]);
  const line = progress([target.stack], "asking AWS about");
  line.step(target.stack, "asking CloudWatch for its alarms");
  const found = await signIn(target)
    .then((session) => alarmsReport(target, session))
    .finally(() => line.done());
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : `${alarmLines(found).join("\n")}\n`);
  return found.calm && found.alarms.length > 0 ? exitCodes.ready : exitCodes.notReady;
}

const marks = { ALARM: "✘", INSUFFICIENT_DATA: "?", OK: "✔" } as const;

/** Every alarm that is not calm, with why; of the others only how many they are. */
export function alarmLines({ stack, alarms, calm }: AlarmsReport): readonly string[] {
  if (alarms.length === 0) return [`${stack} has no alarms: nothing of it is deployed`];
  const loud = alarms.filter(({ state }) => state !== "OK");
  return [
    ...loud.flatMap((alarm) => [
      `  ${marks[alarm.state]} ${alarm.name}: ${stateOf(alarm)}`,
      ...(alarm.reason ? [`      ${alarm.reason}`] : []),
    ]),
    ...(loud.length > 0 ? [""] : []),
    `${alarms.length - loud.length} of ${alarms.length} alarms of ${stack} are calm${calm ? "" : "; of the others somebody was told"}`,
  ];
}

const told = { page: "pages", ticket: "opens a ticket", nobody: "tells nobody by itself" } as const;

function stateOf(alarm: AlarmState): string {
  const { state, since, suppressed, silencedUntil, tells, young } = alarm;
  const when = since === null ? "" : ` since ${since.slice(0, 16).replace("T", " ")}Z`;
  return [
    `${state === "ALARM" ? "red" : "without data"}${when}`,
    ...(suppressed ? ["its cause pages instead"] : []),
    ...(young ? ["newer than what it looks back at"] : []),
    silencedUntil === null ? told[tells] : `silenced by a breaker until ${silencedUntil}`,
  ].join(", ");
}
