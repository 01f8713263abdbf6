import type { Chain } from "../../evidence/chain.ts";
import { approvedGo } from "../../evidence/go.ts";
import type { EvidenceStore, Head } from "../../evidence/store.ts";
import { isInAws } from "../../evidence/told.ts";
import type { Target } from "../target.ts";

type Bearer = Pick<Target, "config" | "prefix" | "go">;

/** The record that the stack's GO rests on. A rehearsal's rests on a chain of its own. */
export function knownHead({ config, prefix, go }: Bearer): Head | undefined {
  const said = go && approvedGo(go, config.launch.approvers);
  return said && !said.rehearsal && said.stack === prefix ? said.evidence : undefined;
}

/** The stack's own chain, or a copy of it: it must still have the record that its GO rests on (G18). */
export function readKnown(store: EvidenceStore, target: Bearer): Promise<Chain> {
  return store.read(knownHead(target));
}

/**
 * The same of a folder. What was tried into a folder of this machine is a chain of its own, of which no GO speaks: only
 * what somebody did in AWS shows a copy of the stack's own.
 */
export async function readKnownCopy(store: EvidenceStore, target: Bearer): Promise<Chain> {
  const chain = await store.read();
  return chain.records.some(isInAws) ? readKnown(store, target) : chain;
}
