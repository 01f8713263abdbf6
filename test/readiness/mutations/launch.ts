import { generateKeyPairSync } from "node:crypto";
import type { GoStatement } from "../../../config/shape/go.ts";
import { publicText, signed } from "../../../evidence/go.ts";
import type { Recording } from "../../../readiness/program/recording.ts";
import { statement } from "../../evidence/statement.ts";
import { container } from "./mutation.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const approvers = [{ name: "Ada Moreno", key: publicText(privateKey) }];
const other = (image: string): string => image.replace(/[\da-f]{64}$/, "e".repeat(64));

/** A GO to these images, signed by the one approver. */
const goTo = (images: readonly string[], says: Partial<GoStatement> = {}) =>
  signed(statement({ images: [...images], expires: "2999-01-01T00:00:00.000Z", ...says }), privateKey);

/** One way in which a launched stack stands to its GO. */
interface Launched {
  readonly title: string;
  readonly launch?: object;
  readonly go: (images: readonly string[]) => unknown;
  readonly change?: (recording: Recording) => Recording;
}
const live = { live: true, approvers };
const pushed = container(/^api-definition$/, ({ image }) => ({ image: other(String(image)) }));

/** Ready: the rule has nothing against it. */
export const launched: readonly Launched[] = [
  { title: "nothing is live, and nobody has said GO", launch: { approvers }, go: () => undefined },
  { title: "it is live with the images of a GO", go: goTo },
  {
    title: "its GO has ended, and its images are still the GO's",
    go: (images) => goTo(images, { expires: "2026-11-21T12:00:00.000Z" }),
  },
  {
    title: "it has gone back to what served before the GO",
    go: (images) => goTo(images.map(other), { before: [...images] }),
  },
];

/** Not ready: G18, K25. */
export const launchMutations: readonly Launched[] = [
  { title: "it is live without a GO", go: () => undefined },
  { title: "an image changes after the GO", go: goTo, change: pushed },
  {
    title: "an image changes after the GO of a stack that is not live yet",
    launch: { approvers },
    go: goTo,
    change: pushed,
  },
  {
    title: "its GO has ended and an image changes",
    go: (images) => goTo(images, { expires: "2026-11-21T12:00:00.000Z" }),
    change: pushed,
  },
  { title: "nobody may sign", launch: { live: true, approvers: [] }, go: goTo },
  {
    title: "somebody else's key has signed",
    launch: {
      live: true,
      approvers: [{ name: "Ada Moreno", key: publicText(generateKeyPairSync("ed25519").privateKey) }],
    },
    go: goTo,
  },
  { title: "the GO is staging's", go: (images) => goTo(images, { stack: "prospector-staging" }) },
  { title: "the GO is a rehearsal's", go: (images) => goTo(images, { rehearsal: true }) },
  {
    title: "a digest was put into a GO by hand",
    go: (images) => ({ ...goTo(images.map(other)), statement: goTo(images).statement }),
  },
  { title: "something else stands for a GO", go: () => "GO" },
];

/** The stack's settings with that launch in them, as the engine hands them to a pack. */
export function settingsWith(
  raw: Readonly<Record<string, string>>,
  images: readonly string[],
  { launch = live, go }: Launched,
): Readonly<Record<string, string>> {
  const platform = { ...JSON.parse(raw["golive:platform"] ?? "{}"), launch };
  const said = go(images);
  return {
    ...raw,
    "golive:platform": JSON.stringify(platform),
    ...(said === undefined ? {} : { "golive:go": typeof said === "string" ? said : JSON.stringify(said) }),
  };
}
