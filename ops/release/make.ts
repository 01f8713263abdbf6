import { randomBytes } from "node:crypto";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { configHash, sameRelease } from "./compare.ts";
import type { ReleaseRecord } from "./record.ts";
import type { Releases } from "./store.ts";

/** What was seen to serve, and what no one but us knows of it. */
export type Proven = Pick<ReleaseRecord, "services" | "tasks" | "commit" | "frontend" | "despite">;

/** Begins with its time, so that ids sort by it; the rest tells two of one second apart. */
export const releaseId = (at: Date, rest = randomBytes(3).toString("hex")): string =>
  `${at.toISOString().replace(/[-:]|\.\d+/g, "")}-${rest}`;

/** The release that is proven to serve, as all who go back to it later need it. */
export const recordOf = (
  { config, prefix }: Target,
  { who }: Session,
  proven: Proven,
  at = new Date(),
): ReleaseRecord => ({
  kind: "release",
  stack: prefix,
  id: releaseId(at),
  at: at.toISOString(),
  by: who,
  commit: proven.commit,
  ...(proven.despite !== undefined && { despite: proven.despite }),
  config: configHash(config),
  services: proven.services,
  tasks: proven.tasks,
  frontend: proven.frontend,
  schema: config.release.schema,
  result: "serves",
});

/** Writes a release down, unless the newest that is like it says so already: an update without a change is none. */
export async function writeDown(
  releases: Releases,
  record: ReleaseRecord,
): Promise<{ readonly id: string; readonly new: boolean }> {
  const known = (await releases.list(100)).find((one) => sameRelease(one, record));
  if (known?.result === "serves") return { id: known.id, new: false };
  await releases.write(record);
  return { id: record.id, new: true };
}
