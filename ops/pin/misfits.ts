import type { Mistake } from "../../config/mistakes.ts";
import { meant } from "../../config/reading/nearest.ts";
import { mistyped } from "../errors.ts";
import { pinnedOf } from "../images.ts";
import type { Target } from "../target.ts";

type Images = Readonly<Record<string, string>>;

export const pinned = /^[\w.\-/:]+@sha256:[0-9a-f]{64}$/;
const repositoryOf = (image: string): string => image.split("@")[0] ?? image;

/** Nobody typed it: ECS says that this serves. */
type Say = (path: string, found: string, allowed: string) => Mistake;
export const served: Say = (path, found, allowed) => ({ file: "what serves", path, found, allowed });

/** Services of these names that have no image to move. */
export function strangers({ config }: Target, ids: readonly string[]): readonly Mistake[] {
  const services = Object.keys(config.services);
  const now = pinnedOf(config);
  return ids
    .filter((id) => !(id in now))
    .map((id) =>
      services.includes(id)
        ? mistyped(id, "an image that is a tag or a build", "a service whose image is a digest")
        : { ...mistyped(id, "no such service", services.join(", ")), ...meant(id, services) },
    );
}

/** Images of other repositories: another program, and mostly a slip of the hand. */
export function elsewhere({ config }: Target, images: Images, say: Say = mistyped): readonly Mistake[] {
  const now = pinnedOf(config);
  return Object.entries(images).flatMap(([id, image]) => {
    const before = now[id];
    return before === undefined || repositoryOf(image) === repositoryOf(before)
      ? []
      : [say(id, `repository ${repositoryOf(image)}`, `${repositoryOf(before)}, or --repository-change`)];
  });
}

/** One reference of several services moves for all of them, so they cannot be given different ones. */
export function torn({ config }: Target, images: Images, say: Say = mistyped): readonly Mistake[] {
  const now = pinnedOf(config);
  const groups = Map.groupBy(
    Object.entries(images).filter(([id]) => id in now),
    ([id]) => now[id],
  );
  return [...groups.values()]
    .filter((group) => new Set(group.map(([, image]) => image)).size > 1)
    .map((group) =>
      say(
        group.map(([id]) => id).join(", "),
        "different images for services that share one in the stack file",
        "one image for all of them, or references of their own in the stack file",
      ),
    );
}
