import type { Mistake } from "../../config/mistakes.ts";
import { meant } from "../../config/reading/nearest.ts";
import { liveOf } from "../ecs/live.ts";
import { WrongInput } from "../errors.ts";
import { pinnedOf } from "../images.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";

/** What serves now, or an image for each service that is named. */
export type Asked = "live" | Readonly<Record<string, string>>;

interface Intended {
  readonly images: Readonly<Record<string, string>>;
  readonly refused: readonly string[];
  readonly leftOut: readonly string[];
}

const pinned = /^[\w.\-/:]+@sha256:[0-9a-f]{64}$/;
const repositoryOf = (image: string): string => image.split("@")[0] ?? image;

/** `api=repository@sha256:…`, as it is typed. @throws WrongInput with all that does not fit */
export function assignments(words: readonly string[]): Readonly<Record<string, string>> {
  const pairs = words.map((word): [string, string] => {
    const at = word.indexOf("=");
    return at < 0 ? [word, ""] : [word.slice(0, at), word.slice(at + 1)];
  });
  const twice = pairs.filter(([id], index) => pairs.findIndex(([other]) => other === id) !== index);
  const mistakes = [
    ...twice.map(([id]) => mistake(id, "the service twice", "each service once")),
    ...pairs
      .filter(([, image]) => !pinned.test(image))
      .map(([id, image]) =>
        mistake(id, image || "no image", "<service>=<repository>@sha256:<64 hex digits>; a tag can move"),
      ),
  ];
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  return Object.fromEntries(pairs);
}

/** The image that each service is to have, by service. @throws WrongInput where the words do not fit the stack */
export async function intended(
  target: Target,
  session: Session,
  { asked, repositoryChange }: { readonly asked: Asked; readonly repositoryChange: boolean },
): Promise<Intended> {
  const now = pinnedOf(target.config);
  const found = asked === "live" ? await served(target, session) : { images: asked, refused: [] };
  const services = Object.keys(target.config.services);
  const movable = Object.fromEntries(Object.entries(found.images).filter(([id]) => id in now));
  const mistakes = [
    ...Object.keys(found.images).flatMap((id) => (asked === "live" ? [] : unknown(id, services, now))),
    ...Object.entries(movable).flatMap(([id, image]) => {
      const before = repositoryOf(now[id] ?? "");
      return repositoryChange || repositoryOf(image) === before
        ? []
        : [mistake(id, `repository ${repositoryOf(image)}`, `${before}, or --repository-change`)];
    }),
    ...torn(movable, now),
  ];
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  return {
    images: movable,
    refused: found.refused,
    leftOut: asked === "live" ? services.filter((id) => !(id in now)) : [],
  };
}

async function served(target: Target, session: Session): Promise<Omit<Intended, "leftOut">> {
  const live = await liveOf(target, session);
  const now = Object.keys(pinnedOf(target.config));
  const refused = now.flatMap((id) => {
    const one = live[id];
    if (one === undefined) return [`${id} is not deployed: nothing of it serves`];
    if (one.moving) return [`a deployment of ${id} goes on: what will serve is not decided`];
    return pinned.test(one.image) ? [] : [`${id} serves ${one.image}, which is no digest`];
  });
  const images = refused.length > 0 ? [] : Object.entries(live).map(([id, { image }]) => [id, image]);
  return { images: Object.fromEntries(images), refused };
}

function unknown(
  id: string,
  services: readonly string[],
  now: Readonly<Record<string, string>>,
): readonly Mistake[] {
  if (id in now) return [];
  if (!services.includes(id))
    return [{ ...mistake(id, "no such service", services.join(", ")), ...meant(id, services) }];
  return [mistake(id, "an image that is a tag or a build", "a service whose image is a digest")];
}

/** One reference of several services moves for all of them, so they cannot be given different ones. */
function torn(
  images: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): readonly Mistake[] {
  const groups = Map.groupBy(Object.entries(images), ([id]) => now[id]);
  return [...groups.values()]
    .filter((group) => new Set(group.map(([, image]) => image)).size > 1)
    .map((group) => {
      const ids = group.map(([id]) => id);
      return mistake(
        ids.join(", "),
        "different images for services that share one in the stack file",
        "one image for all of them, or references of their own in the stack file",
      );
    });
}

const mistake = (path: string, found: string, allowed: string): Mistake => ({
  file: "the command line",
  path,
  found,
  allowed,
});
