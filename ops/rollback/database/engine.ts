/** A database as RDS knows it: an instance, or an Aurora cluster with all its members. */
export interface Server {
  readonly name: string;
  /** "available" only where every member is. */
  readonly status: string;
  readonly arn: string;
  readonly resourceId: string;
  readonly version: string;
  readonly encrypted: boolean;
  readonly keyId: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Its members are called as it is. */
  readonly tidy: boolean;
  /** The owner's secret, which RDS makes and rotates. */
  readonly owner:
    | { readonly arn: string; readonly keyId: string | undefined; readonly ready: boolean }
    | undefined;
  /** Up to when it can be restored to a point in time. */
  readonly latest: Date | undefined;
  /** Copies to read from that are instances of their own: they follow the instance that they were made from. */
  readonly replicas: readonly string[];
  /** How many serve it. */
  readonly servers: number;
}

export interface Snapshot {
  readonly name: string;
  readonly at: Date;
}

/** What is restored: a snapshot, or a moment that the log of changes still reaches. */
export type Point =
  | { readonly kind: "snapshot"; readonly name: string; readonly at: Date }
  | { readonly kind: "time"; readonly at: Date };

export type Tags = Readonly<Record<string, string>>;

/** False while RDS is busy with a change before: it may be asked again then. */
export type Taken = boolean;
export const busy = ["InvalidDBInstanceStateFault", "InvalidDBInstanceState", "InvalidDBClusterStateFault"];

/** How RDS is asked, for the one kind of database or the other. Each may be asked again after it was done. */
export interface Engine {
  /** The database, what it is restored to, and what was put aside before: all whose names begin with its name. */
  all(): Promise<readonly Server[]>;
  /** Snapshots of releases that can be restored. */
  snapshots(): Promise<readonly Snapshot[]>;
  /** Makes a new one from a point, with the settings of the old one that a restore takes. */
  restore(from: string, to: string, point: Point, tags: Tags): Promise<void>;
  /** Gives the new one the settings that a restore does not take. */
  complete(from: string, to: string): Promise<Taken>;
  /** Begins what can be renamed now: asked again until all is. */
  rename(from: string, to: string): Promise<void>;
  /** Lets RDS make a password for the owner and keep it as a secret, under the same key. */
  manageOwner(name: string, keyId: string | undefined): Promise<Taken>;
  tag(arn: string, tags: Tags): Promise<void>;
  /** How a proxy is told of it. */
  target(name: string): {
    readonly DBInstanceIdentifiers?: string[];
    readonly DBClusterIdentifiers?: string[];
  };
}

export const tagList = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const tagsOf = (
  list: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Tags => Object.fromEntries((list ?? []).flatMap(({ Key, Value }) => (Key ? [[Key, Value ?? ""]] : [])));
