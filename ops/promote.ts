import { platformKey } from "../config/stack-file.ts";
import type { KindName } from "../evidence/kinds.ts";
import { type Standing, standingsOf } from "../evidence/standing.ts";
import { isRehearsed } from "../evidence/told.ts";
import { WrongInput } from "./errors.ts";
import { pinnedOf, seekImages } from "./images.ts";
import { torn } from "./pin/misfits.ts";
import { type Pin, rewrittenWith } from "./pin.ts";
import { signIn } from "./session.ts";
import type { Target } from "./target.ts";
import type { Trial } from "./trial/trial.ts";

/** What staging must have shown of the very release that goes to production (C19, P15). */
const needed = ["smoke", "load"] as const satisfies readonly KindName[];

export interface Promotion extends Pick<Pin, "text" | "next" | "changes"> {
  readonly standings: readonly Standing[];
  /** Why it may not go to production; empty where it may. */
  readonly refused: readonly string[];
}

/**
 * What production's file would say with the release that staging has proven. Production may pull from repositories of its
 * own: digests are what was tried, and they alone move.
 * @throws WrongInput where the two stacks are not of one kind
 */
export async function plannedPromotion(
  staging: Trial,
  production: Target,
  path: string,
  { askAws }: { readonly askAws: boolean },
): Promise<Promotion> {
  const images = imagesFor(staging, production);
  const { records, flaws } = await staging.store.read();
  const question = {
    typed: staging.target.typed,
    release: staging.release,
    now: new Date(),
    here: records,
    staging: [],
    rehearsal: !askAws || isRehearsed(staging),
  };
  const standings = needed.flatMap((kind) => standingsOf(kind, question));
  const rewritten = rewrittenWith(production, path, images);
  return {
    ...rewritten,
    standings,
    refused: [
      ...flaws.map((flaw) => `${staging.store.at}: ${flaw}`),
      ...standings.flatMap(({ kind, state, why, command }) =>
        state === "proven" ? [] : [`staging's ${kind} is ${state}: ${why}; \`${command}\` shows it`],
      ),
      ...schemaMisfit(staging.target, production),
      ...(askAws ? await missing(production, rewritten.changes) : []),
    ],
  };
}

function imagesFor({ images, target }: Trial, production: Target): Readonly<Record<string, string>> {
  const now = pinnedOf(production.config);
  const untried = Object.keys(now).filter((id) => !images[id]?.includes("@sha256:"));
  if (untried.length > 0)
    throw new WrongInput(
      untried.map((id) =>
        production.mistake(["config", platformKey, "services", id], {
          found: `a service that ${target.stack} has not run by digest`,
          allowed: "services that were tried on staging",
        }),
      ),
    );
  const moved = Object.entries(now).map(([id, from]) => [
    id,
    `${from.split("@")[0]}@${images[id]?.split("@")[1] ?? ""}`,
  ]);
  const wanted: Readonly<Record<string, string>> = Object.fromEntries(moved);
  const mistakes = torn(production, wanted);
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  return wanted;
}

/** The release's name holds its schema: with another one it would be another release, which nobody has tried. */
function schemaMisfit({ stack, config }: Target, production: Target): readonly string[] {
  const [tried, meant] = [config.release.schema.version, production.config.release.schema.version];
  return tried === meant
    ? []
    : [
        `${stack} was tried with schema ${tried}, and ${production.file} says ${meant}: change release.schema there first`,
      ];
}

async function missing(production: Target, changes: Pin["changes"]): Promise<readonly string[]> {
  const session = await signIn(production);
  const sought = await seekImages(
    Object.fromEntries(changes.map(({ service, to }) => [service, to])),
    session,
  );
  return sought.flatMap(({ state, image, why }) => (state === "missing" ? [`${image}: ${why}`] : []));
}
