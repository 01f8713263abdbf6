import type { EvidenceRecord } from "../../evidence/record.ts";
import { emailReadiness } from "../email.ts";
import { attempt } from "../trial/attempt.ts";
import type { Trial } from "../trial/trial.ts";
import { type Message, send } from "./send.ts";

/** Sends one message as services do, and writes down whether it was taken and all that is needed for its arrival (G04). */
export const tryEmail = (
  trial: Trial,
  message: Message,
  say: (line: string) => void,
): Promise<EvidenceRecord> =>
  attempt(
    trial,
    "email",
    async () => {
      const { conditions, ready, domain } = await emailReadiness(trial.target);
      const id = await send(trial.target, message);
      return {
        passed: ready,
        says: `SES took a message of ${domain} to ${message.to}${ready ? "" : ", and not all is ready for its arrival"}`,
        failures: conditions
          .filter((one) => !one.ready)
          .map(({ name, found }) => ({ what: `${name}: ${found}`, requirements: ["G04"] })),
        measurements: { message: id, to: message.to },
      };
    },
    { say },
  );
