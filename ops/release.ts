import { type Live, liveOf } from "./ecs/live.ts";
import { currentFrontend } from "./frontend/releases.ts";
import { pinnedOf } from "./images.ts";
import { imagesOf, servingRelease } from "./release/compare.ts";
import type { ReleaseRecord } from "./release/record.ts";
import { Releases } from "./release/store.ts";
import { signIn } from "./session.ts";
import type { Target } from "./target.ts";

export interface ReleasesReport {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  readonly who: string;
  /** What serves now, by service. */
  readonly live: Readonly<Record<string, Live>>;
  /** The release that serves: exactly, or with its images and other settings; null where none of these does. */
  readonly serving: { readonly id: string; readonly exactly: boolean } | null;
  /** The frontend's release that serves now. */
  readonly frontend: string | null;
  /** Where the stack file names another image than the one that serves. */
  readonly fileDiffers: readonly { readonly service: string; readonly file: string; readonly live: string }[];
  /** The newest first. */
  readonly releases: readonly ReleaseRecord[];
}

/** After rollbacks, the one that serves is not among the newest. */
const lookedAt = 100;

/** Which releases there have been, which of them serves now, and whether the stack file says the same. */
export async function releasesReport(target: Target, most = lookedAt): Promise<ReleasesReport> {
  const session = await signIn(target);
  const { account, region } = target.config;
  const [live, frontend, releases] = await Promise.all([
    liveOf(target, session),
    currentFrontend(target, session),
    Releases.of(target, session).list(Math.max(most, lookedAt)),
  ]);
  const found = servingRelease(releases, live);
  const images = imagesOf(live);
  return {
    stack: target.stack,
    account,
    region,
    who: session.who,
    live,
    serving: found ? { id: found.release.id, exactly: found.exactly } : null,
    frontend,
    fileDiffers: Object.entries(pinnedOf(target.config))
      .filter(([service, file]) => images[service] !== file)
      .map(([service, file]) => ({ service, file, live: images[service] ?? "nothing" })),
    releases: releases.slice(0, most),
  };
}
