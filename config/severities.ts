/** A page wakes somebody now; a ticket is read on the next working day. */
export const severities = ["page", "ticket"] as const;
export type Severity = (typeof severities)[number];
