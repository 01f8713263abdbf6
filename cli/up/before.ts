import type { Baseline } from "../../ops/deployed/look.ts";
import type { Sought } from "../../ops/images.ts";
import type { Session } from "../../ops/session.ts";
import type { Target } from "../../ops/target.ts";
import type { UpArguments } from "./arguments.ts";
import { outdatedGo } from "./go.ts";
import { quiet } from "./quiet.ts";
import { say } from "./say.ts";

export interface Cleared {
  readonly baseline: Baseline;
  /** Why it is deployed although alarms are red; undefined where none is. */
  readonly despite: string | undefined;
}

/** What must be so before anything is changed; undefined where it is not, which was said. */
export async function cleared(
  target: Target,
  session: Session,
  args: UpArguments,
): Promise<Cleared | undefined> {
  const [{ besidePinned, pinnedOf, seekImages }, compare, { Releases }, { baseline }, { liveOf }] =
    await Promise.all([
      import("../../ops/images.ts"),
      import("../../ops/release/compare.ts"),
      import("../../ops/release/store.ts"),
      import("../../ops/deployed/look.ts"),
      import("../../ops/ecs/live.ts"),
    ]);
  const { leftRelease, configHash } = compare;
  const images = pinnedOf(target.config);
  const sought = await seekImages({ ...images, ...besidePinned(target.config) }, session);
  for (const one of sought) say(soughtLine(one));
  if (sought.some(({ state }) => state === "missing")) {
    say(
      `golive: nothing was deployed. Push what is missing, or name an image that is there: ./golive ops pin ${target.stack} <service>=<repository@sha256:…> --yes`,
    );
    return undefined;
  }
  const outdated = await outdatedGo(target.stack, () => liveOf(target, session));
  if (outdated !== undefined) {
    say(`  ✘ ${outdated}\ngolive: nothing was deployed.`);
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
  const found = await quiet(target, session, args.despiteAlarms);
  if (found === "refused") return undefined;
  return {
    baseline: await baseline(target, session),
    despite: found === "despite" ? args.despiteAlarms : undefined,
  };
}

const marks = { there: "✔", missing: "✘", "not proven": "?" } as const;
const soughtLine = ({ image, services, state, why }: Sought): string =>
  `  ${marks[state]} ${services.join(", ")}: ${image}${why === undefined ? "" : `\n      ${state}: ${why}`}`;
