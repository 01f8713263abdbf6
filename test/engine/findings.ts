import { findingsOf } from "../../readiness/evaluation/findings.ts";
import type { Finding } from "../../readiness/types.ts";
import type { Outcome } from "./pulumi.ts";

/** What the pack said through the engine, in the gate's own words and order. Same text from preview and update counts once. */
export function findings({ events }: Outcome): readonly Finding[] {
  const said = new Map(
    events.flatMap(({ policyEvent: event }) =>
      event
        ? [[JSON.stringify([event.resourceUrn, event.message, event.enforcementLevel]), event] as const]
        : [],
    ),
  );
  return findingsOf(
    [...said.values()].map(({ resourceUrn, message, policyName, enforcementLevel }) => ({
      urn: resourceUrn,
      message,
      policy: policyName,
      enforcement: enforcementLevel,
    })),
  );
}

/** The engine's own words about a rule that it let go because a value was unknown: there must never be one. */
export const undecided = ({ events }: Outcome): readonly string[] =>
  events.flatMap(({ policyEvent }) =>
    policyEvent?.message.includes("can't run policy") ? [policyEvent.message] : [],
  );
