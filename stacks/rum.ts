import { Rum } from "../components/watch/rum.ts";
import type { Around } from "./inside.ts";

/** How long pages take where users are, where the stack file asks for it (C16). */
export function rum({ config, place, alarms, parent }: Around): void {
  const { frontend } = config;
  if (!frontend?.rum) return;
  const { host, rum: settings } = frontend;
  alarms.watchVisits(new Rum("rum", { place, host, settings }, { parent }).monitor);
}
