import type { Config } from "../config/schema.ts";
import { severities } from "../config/severities.ts";
import type { OnCallRoute } from "../config/shape/people.ts";
import { placeOf } from "../ops/page/place.ts";
import { section } from "../readiness/report/markdown.ts";
import { generated } from "../readiness/report/requirements-document.ts";

/** `docs/on-call.md`: whom a page reaches, and whom to call beyond that (G15, C22). */
export const onCallDocument = (
  stacks: readonly { readonly stack: string; readonly config: Config }[],
): string =>
  [
    "# Who is called",
    generated,
    [
      "A **page** wakes somebody now; a **ticket** is read on the next working day. Whoever answers a page says so (`./golive ops",
      "page`), reads the alarm's chapter of the runbook, and decides within the first minutes whether to go back",
      "([rollback](runbook.md#rollback)) or to close something ([breakers](runbook.md#breakers)); the record comes afterwards.",
    ].join("\n"),
    ...stacks.flatMap(({ stack, config }) => [
      section(stack, ["in this order", "who"], people(config)),
      section(`Routes of ${stack}`, ["to", "carries"], config.oncall.routes.map(routeLine)),
    ]),
  ]
    .join("\n\n")
    .concat("\n");

const people = ({ oncall, contacts }: Config): readonly (readonly string[])[] => [
  ["answers first", oncall.primary],
  ["answers when the first does not", oncall.secondary],
  ["decides when neither can", `${oncall.escalation}; ${contacts.escalation}`],
  ["owns the platform", contacts.infrastructure],
  ["owns the data", contacts.database],
  ["reaches whoever is on call", contacts.oncall],
  ["the runbook that alarms link to", oncall.runbook],
];

const routeLine = (route: OnCallRoute): readonly string[] => [
  placeOf(route),
  severities.filter((severity) => route.carries.includes(severity)).join(", "),
];
