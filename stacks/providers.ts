import { schedule } from "../components/run/schedule.ts";
import type { Settings } from "../functions/providers/settings.ts";
import { lambda } from "./function.ts";
import type { Inside } from "./inside.ts";
import { mapped } from "./records.ts";

/** Asks every third party, by the way that services take, whether it is there (G11). */
export function providers(inside: Inside): void {
  const { place, config, alarms, parent } = inside;
  const declared = Object.entries(config.providers);
  if (declared.length === 0) return;
  const settings: Settings = {
    namespace: `${place.prefix}/providers`,
    providers: mapped(config.providers, ({ probe, answers }) => ({ probe, answers })),
    patienceSeconds: 10,
  };
  const made = lambda(
    "providers",
    {
      description: "Asks every third party whether it is there, without a credential",
      settings,
      statements: [],
      timeoutSeconds: 120,
      namespace: settings.namespace,
      network: { database: false },
    },
    inside,
  );
  for (const port of otherPorts(declared.map(([, { probe }]) => probe)))
    made.reachOut(port, `To a provider that answers on ${port}`);
  schedule(
    "providers",
    place,
    { lambda: made, expression: "rate(5 minutes)", description: "Whether third parties are there" },
    parent,
  );
  for (const [id] of declared) alarms.watchProvider(id, settings.namespace);
}

/** Ports of addresses that name another one than that of TLS. */
const otherPorts = (urls: readonly string[]): readonly number[] => [
  ...new Set(urls.flatMap((url) => Number(new URL(url).port) || [])),
];
