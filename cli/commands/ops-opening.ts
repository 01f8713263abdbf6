import { shortRelease } from "../../evidence/fingerprint.ts";
import { type KindName, kindOf } from "../../evidence/kinds.ts";
import type { Trial } from "../../ops/trial/trial.ts";

/** How every trial begins: what is tried, where, on which release and by whom; and that it is a rehearsal, where it is one. */
export function opening(what: string, { target, who, release, through }: Trial): string {
  const { account, region } = target.config;
  return [
    `${what} of ${target.prefix}, in ${account} ${region}`,
    `release ${shortRelease(release)}, as ${who}`,
    ...Object.entries(through).map(([asked, where]) => `a rehearsal: ${asked} at ${where}`),
    "",
  ].join("\n");
}

/** Said before it begins: nobody should learn half an hour later that what was tried is no proof. */
export function shortened(kind: KindName, minutes: number): readonly string[] {
  const { lastsMinutes = 0 } = kindOf(kind);
  return minutes >= lastsMinutes
    ? []
    : [`! ${Number(minutes.toFixed(2))} of ${lastsMinutes} min: it counts in a rehearsal alone`];
}
