import type { Breakers } from "../../config/shape/breakers.ts";

/** A worker that takes no jobs for a time: on purpose, by whom, why and until when (K14). */
export type Pause = Pick<Breakers["pause"][number], "reason" | "owner" | "until">;

/** AWS takes so much of a text as a tag's value, and no other characters ("Tag naming limits and requirements"). */
const longest = 256;
const foreign = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;

/** What the paused thing says of itself in AWS, to whoever wonders why nothing runs. */
export const pauseTags = ({ reason, owner, until }: Pause): Readonly<Record<string, string>> => ({
  breaker: "pause",
  "breaker-reason": reason.replaceAll(foreign, " ").slice(0, longest),
  "breaker-owner": owner,
  "breaker-until": until,
});
