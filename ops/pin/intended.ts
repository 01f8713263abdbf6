import { liveOf } from "../ecs/live.ts";
import { mistyped, WrongInput } from "../errors.ts";
import { pinnedOf } from "../images.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { elsewhere, pinned, served, strangers, torn } from "./misfits.ts";

/** What serves now, or an image for each service that is named. */
export type Asked = "live" | Readonly<Record<string, string>>;

interface Intended {
  readonly images: Readonly<Record<string, string>>;
  readonly refused: readonly string[];
  readonly leftOut: readonly string[];
}

/** `api=repository@sha256:…`, as it is typed. @throws WrongInput with all that does not fit the stack */
export function assignments(
  target: Target,
  words: readonly string[],
  repositoryChange: boolean,
): Readonly<Record<string, string>> {
  const pairs = words.map((word): [string, string] => {
    const at = word.indexOf("=");
    return at < 0 ? [word, ""] : [word.slice(0, at), word.slice(at + 1)];
  });
  const ids = pairs.map(([id]) => id);
  const images = Object.fromEntries(pairs.filter(([, image]) => pinned.test(image)));
  const mistakes = [
    ...strangers(target, [...new Set(ids)]),
    ...pairs
      .filter(([id], index) => ids.indexOf(id) !== index)
      .map(([id]) => mistyped(id, "the service twice", "each service once")),
    ...pairs
      .filter(([, image]) => !pinned.test(image))
      .map(([id, image]) =>
        mistyped(id, image || "no image", "<service>=<repository>@sha256:<64 hex digits>; a tag can move"),
      ),
    ...(repositoryChange ? [] : elsewhere(target, images)),
    ...torn(target, images),
  ];
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  return images;
}

/** The image that each service is to have, by service. @throws WrongInput where what serves does not fit the stack file */
export async function intended(
  target: Target,
  session: Session,
  { asked, repositoryChange }: { readonly asked: Asked; readonly repositoryChange: boolean },
): Promise<Intended> {
  if (asked !== "live") return { images: asked, refused: [], leftOut: [] };
  const now = pinnedOf(target.config);
  const live = await liveOf(target, session);
  const refused = Object.keys(now).flatMap((id) => {
    const one = live[id];
    if (one === undefined) return [`${id} is not deployed: nothing of it serves`];
    if (one.moving) return [`a deployment of ${id} goes on: what will serve is not decided`];
    return pinned.test(one.image) ? [] : [`${id} serves ${one.image}, which is no digest`];
  });
  const leftOut = Object.keys(target.config.services).filter((id) => !(id in now));
  if (refused.length > 0) return { images: {}, refused, leftOut };
  const images = Object.fromEntries(Object.keys(now).map((id) => [id, live[id]?.image ?? ""]));
  const mistakes = [
    ...(repositoryChange ? [] : elsewhere(target, images, served)),
    ...torn(target, images, served),
  ];
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  return { images, refused, leftOut };
}
