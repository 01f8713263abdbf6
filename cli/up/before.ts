import type { Baseline } from "../../ops/deployed/look.ts";
import type { Sought } from "../../ops/images.ts";
import type { Session } from "../../ops/session.ts";
import type { Target } from "../../ops/target.ts";
import type { UpArguments } from "./arguments.ts";
import { say } from "./say.ts";

/** What must be so before anything is changed; undefined where it is not, which was said. */
export async function cleared(
  target: Target,
  session: Session,
  args: UpArguments,
): Promise<Baseline | undefined> {
  const [{ pinnedOf, seekImages }, { leftRelease, configHash }, { Releases }, { baseline }] =
    await Promise.all([
      import("../../ops/images.ts"),
      import("../../ops/release/compare.ts"),
      import("../../ops/release/store.ts"),
      import("../../ops/deployed/look.ts"),
    ]);
  const images = pinnedOf(target.config);
  const sought = await seekImages(images, session);
  for (const one of sought) say(soughtLine(one));
  if (sought.some(({ state }) => state === "missing")) {
    say(
      `golive: nothing was deployed. Push what is missing, or name an image that is there: ./golive ops pin ${target.stack} <service>=<repository@sha256:…> --yes`,
    );
    return undefined;
  }
  const left = leftRelease(await Releases.of(target, session).list(100), {
    images,
    config: configHash(target.config),
  });
  if (left !== undefined && !args.again) {
    say(
      `  ✘ release ${left.id} had these images, and was gone back from\ngolive: nothing was deployed. ./golive ops pin ${target.stack} --live --yes names what serves; --again deploys them once more.`,
    );
    return undefined;
  }
  return await baseline(target, session);
}

const marks = { there: "✔", missing: "✘", "not proven": "?" } as const;
const soughtLine = ({ image, services, state, why }: Sought): string =>
  `  ${marks[state]} ${services.join(", ")}: ${image}${why === undefined ? "" : `\n      ${state}: ${why}`}`;
