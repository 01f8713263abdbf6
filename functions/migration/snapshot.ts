import { hexOf } from "./record.ts";

/** A snapshot of the database, as RDS tells of it. */
export interface Snapshot {
  readonly name: string;
  readonly status: string;
  /** Null as long as RDS has not begun to copy. */
  readonly at: Date | null;
}

/** The one snapshot of a database before a release's migrations (C13). */
export const snapshotOf = (prefix: string, digest: string, resourceId: string): string =>
  `${prefix}-release-${hexOf(digest).slice(0, 12)}-${resourceId.slice(-8).toLowerCase()}`;

/** Of our snapshots those that are beyond the newest `keep`; never the one that is `needed`, nor anybody else's. */
export function superfluous(
  snapshots: readonly Snapshot[],
  { prefix, keep, needed }: { readonly prefix: string; readonly keep: number; readonly needed: string },
): readonly string[] {
  const head = `${prefix}-release-`;
  const ours = snapshots.filter(
    ({ name, status }) =>
      name !== needed &&
      name.startsWith(head) &&
      /^[0-9a-f]{12}-[0-9a-z]{8}$/.test(name.slice(head.length)) &&
      status === "available",
  );
  return ours
    .toSorted((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0))
    .slice(Math.max(0, keep - 1))
    .map(({ name }) => name);
}
