import { userInfo } from "node:os";
import type { GoStatement } from "../../config/shape/go.ts";
import { shortRelease } from "../../evidence/fingerprint.ts";
import { approvedGo, goIn } from "../../evidence/go.ts";
import { configHash } from "../../ops/release/compare.ts";
import { packDigest } from "../../readiness/pack-digest.ts";
import { root } from "../root.ts";
import type { Computed } from "./facts.ts";

type Said = Pick<GoStatement, "approver" | "rehearsal">;

/** What an approver would sign. @throws Error where the verdict rests on no release or no record: it is no GO then */
export function statementOf(
  computed: Computed,
  { approver, rehearsal }: Said,
  now = new Date(),
): GoStatement {
  const { report, target } = computed;
  const { release, evidence, images } = report.goLive;
  if (release === null || evidence.head === null) throw new Error("a GO without a release or a record");
  const { sequence, digest } = evidence.head;
  return {
    version: 1,
    stack: target.prefix,
    release,
    images: [...images],
    before: [...wayBack(computed, { rehearsal })],
    config: configHash(target.config),
    evidence: { sequence, digest },
    pack: packDigest(root),
    issued: now.toISOString(),
    expires: new Date(now.getTime() + target.config.launch.goHours * 3_600_000).toISOString(),
    rehearsal,
    approver,
    by: `local:${userInfo().username}`,
  };
}

const pinned = /^[^\s@]+@sha256:[\da-f]{64}$/;

/**
 * What may run beside the images of the plan, so that going back needs no other GO (P17): what ECS serves now, or where
 * nobody asked ECS, what the GO before this one names. A record alone opens nothing.
 */
export function wayBack(
  { report, serving, target, file }: Pick<Computed, "report" | "serving" | "target" | "file">,
  { rehearsal }: Pick<Said, "rehearsal">,
): readonly string[] {
  const signed = goIn(file.raw);
  const earlier = signed && approvedGo(signed, target.config.launch.approvers);
  const fits = earlier?.stack === target.prefix && (rehearsal || !earlier.rehearsal);
  const known = serving?.seen === "now" ? Object.values(serving.images) : fits ? earlier.images : [];
  const { images } = report.goLive;
  return [...new Set(known)].filter((image) => pinned.test(image) && !images.includes(image)).sort();
}

/** What would be signed, and by whom: by any approver of the stack where no key has said which. */
export function goSentence(
  { approver, release, stack, expires }: Pick<GoStatement, "approver" | "release" | "stack" | "expires">,
  approvers: string,
): string {
  const what = `GO to release ${shortRelease(release)} of ${stack}, until ${expires}`;
  if (approver !== "") return `${approver} says ${what}`;
  return approvers === ""
    ? `Nobody may say ${what}: name approvers in launch`
    : `One of ${approvers} may say ${what}`;
}

/** Which images a signature lets run: nobody should sign what they were not shown. */
export const imageLines = ({ images, before }: Pick<GoStatement, "images" | "before">): readonly string[] => [
  "  may run:",
  ...images.map((image) => `    ${image}`),
  before.length === 0 ? "  and nothing else: no way back is named" : "  and, as the way back:",
  ...before.map((image) => `    ${image}`),
];
