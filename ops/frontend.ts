import type { Manifest } from "./frontend/manifest.ts";
import { currentOf, keptReleases } from "./frontend/releases.ts";
import { Site } from "./frontend/site.ts";
import { frontendOf } from "./frontend/work.ts";
import { signIn } from "./session.ts";
import type { Target } from "./target.ts";

export interface FrontendReport {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  readonly who: string;
  readonly host: string;
  /** What serves, as index.html says; null where this command has published nothing. */
  readonly current: string | null;
  /** The newest first. */
  readonly releases: readonly (Omit<Manifest, "files" | "kind" | "stack"> & {
    readonly files: number;
    readonly bytes: number;
  })[];
}

/** Which releases of the frontend are kept, and which of them serves. */
export async function frontendReport(target: Target): Promise<FrontendReport> {
  const { host } = frontendOf(target);
  const session = await signIn(target);
  const { account, region } = target.config;
  const site = Site.of(target, session);
  const [current, kept] = await Promise.all([currentOf(site), keptReleases(site)]);
  return {
    stack: target.stack,
    account,
    region,
    who: session.who,
    host,
    current,
    releases: kept.map(({ id, at, by, commit, before, allowed, files, result }) => ({
      id,
      at,
      by,
      commit,
      before,
      allowed,
      result,
      files: files.length,
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    })),
  };
}
