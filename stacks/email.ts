import { Sender } from "../components/email/sender.ts";
import { dkimDomain } from "../config/dkim.ts";
import type { Around } from "./inside.ts";

/** Mail in the product's name, where the stack file asks for it; services send through it alone (G04). */
export function email({ config, place, logs, alarms, parent }: Around): Sender | undefined {
  if (!config.email) return undefined;
  const { zoneId } = config.domain;
  const sender = new Sender(
    "email",
    {
      ...{ place, zoneId, settings: config.email, logs },
      dkimDomain: dkimDomain(place.region),
      environment: config.environment,
    },
    { parent },
  );
  alarms.watchEmail(sender.configurationSet);
  return sender;
}
