import { readFileSync, realpathSync } from "node:fs";
import { repinned } from "../config/repin.ts";
import { parseStackFile, readStackFile } from "../config/stack-file.ts";
import { WrongInput } from "./errors.ts";
import { pinnedOf, type Sought, seekImages } from "./images.ts";
import { type Asked, intended } from "./pin/intended.ts";
import { configHash } from "./release/compare.ts";
import { replaceFile } from "./replaced.ts";
import { signIn } from "./session.ts";
import type { Target } from "./target.ts";

export interface PinOptions {
  readonly asked: Asked;
  /** Another repository is another program, and mostly a slip of the hand. */
  readonly repositoryChange: boolean;
}

export interface Change {
  readonly service: string;
  readonly from: string;
  readonly to: string;
}

export interface Pin {
  readonly who: string;
  readonly changes: readonly Change[];
  readonly sought: readonly Sought[];
  /** Why it cannot be done now; empty where it can. */
  readonly refused: readonly string[];
  /** Services that have no digest to move. */
  readonly leftOut: readonly string[];
  /** The file's text as it is, and as it would be. */
  readonly text: string;
  readonly next: string;
}

/** What a stack file would say with other digests in it; nothing is written. @throws WrongInput for what does not fit */
export async function plannedPin(target: Target, path: string, options: PinOptions): Promise<Pin> {
  const session = await signIn(target);
  const { images, refused, leftOut } = await intended(target, session, options);
  const rewritten = rewrittenWith(target, path, images);
  const sought = await seekImages(
    Object.fromEntries(rewritten.changes.map(({ service, to }) => [service, to])),
    session,
  );
  const missing = sought.flatMap(({ state, image, why }) =>
    state === "missing" ? [`${image}: ${why}`] : [],
  );
  return { ...rewritten, who: session.who, sought, refused: [...refused, ...missing], leftOut };
}

/** The same text with these images by service in it. @throws WrongInput where they cannot be written one by one */
export function rewrittenWith(
  target: Target,
  path: string,
  images: Readonly<Record<string, string>>,
): Pick<Pin, "text" | "next" | "changes"> {
  const text = readFileSync(path, "utf8");
  const now = pinnedOf(target.config);
  const moves = new Map(Object.entries(images).map(([id, image]) => [now[id] ?? "", image]));
  const changes = Object.entries(now).flatMap(([service, from]) => {
    const to = moves.get(from);
    return to === undefined || to === from ? [] : [{ service, from, to }];
  });
  const next = repinned(text, moves);
  agrees(target, path, next, changes);
  return { text, next, changes };
}

/** The text must read as a stack file in which those images, and nothing else, are others. */
function agrees(target: Target, path: string, next: string, changes: readonly Change[]): void {
  const { config } = parsed(path, next);
  const { services } = target.config;
  const meant = Object.fromEntries(
    Object.entries(services).map(([id, service]) => {
      const change = changes.find((one) => one.service === id);
      return [id, change ? { ...service, image: { digest: change.to } } : service];
    }),
  );
  if (configHash(config) === configHash({ ...target.config, services: meant })) return;
  throw new WrongInput([
    target.mistake(["config", "golive:platform", "services"], {
      found: "images written in a way that cannot be changed one by one",
      allowed: "`image: { digest: … }` in each service, or in an anchor that is only theirs",
    }),
  ]);
}

function parsed(path: string, text: string) {
  const before = readStackFile(path);
  const read = "mistakes" in before ? before : parseStackFile(text, before);
  if ("mistakes" in read) throw new WrongInput(read.mistakes);
  return read;
}

/** Puts the new text in the place of the old one at once, so that nobody reads half of it. @throws WrongInput if somebody wrote meanwhile */
export function writePin(target: Target, path: string, { text, next }: Pick<Pin, "text" | "next">): void {
  const file = realpathSync(path);
  if (readFileSync(file, "utf8") !== text)
    throw new WrongInput([
      target.mistake([], { found: "somebody changed the file meanwhile", allowed: "one writer at a time" }),
    ]);
  replaceFile(file, next);
}
