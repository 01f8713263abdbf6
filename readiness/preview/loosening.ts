import { canonical } from "../../evidence/canonical.ts";
import type { Fields } from "../fields.ts";
import { sooner } from "./expiry.ts";
import { inside } from "./inside.ts";
import { unrefused } from "./refusals.ts";

interface Loosening {
  /** A path, with dots; of whatever has it, unless `of` says of which types. */
  readonly property: string;
  readonly of?: RegExp;
  /** What AWS's provider takes where it is absent. */
  readonly absent?: unknown;
  readonly says: string;
}

interface Lock extends Loosening {
  /** The values that keep something; any other lets it go, one that is not known before deploy too. */
  readonly kept: readonly unknown[];
}

interface Length extends Loosening {
  /** 0 is for ever. */
  readonly endless?: true;
}

const byOneCommand = "from then on one command deletes it";
const withContent = "whoever deletes it from then on deletes what is in it";
const withoutCopy = "whoever deletes it from then on keeps no last copy";
const olderGo = "what is older is deleted at once";
const hidden =
  "what is encrypted under it cannot be read, and a database that cannot read its disk stops for good";

// biome-ignore format: one property a line
const locks: readonly Lock[] = [
  { property: "deletionProtection", kept: [true, "ACTIVE"], says: byOneCommand },
  { property: "deletionProtectionEnabled", kept: [true], says: byOneCommand },
  { property: "enableDeletionProtection", kept: [true], says: byOneCommand },
  { property: "terminationProtectionEnabled", kept: [true], absent: true, says: byOneCommand },
  { property: "disableApiTermination", kept: [true], says: byOneCommand },
  { property: "retainOnDelete", kept: [true], says: byOneCommand },
  { property: "skipDestroy", of: /^aws:cloudwatch\/logGroup:/, kept: [true], says: byOneCommand },
  { property: "forceDestroy", kept: [false], absent: false, says: withContent },
  { property: "forceDelete", of: /^aws:(?:ecr|lightsail)\//, kept: [false], absent: false, says: withContent },
  { property: "skipFinalSnapshot", kept: [false], absent: false, says: withoutCopy },
  { property: "skipFinalBackup", kept: [false], absent: true, says: withoutCopy },
  { property: "deleteAutomatedBackups", kept: [false], absent: true, says: "its backups go with it, whenever it is deleted" },
  { property: "isEnabled", of: /^aws:kms\//, kept: [true], absent: true, says: hidden },
  { property: "enabled", of: /^aws:kms\//, kept: [true], absent: true, says: hidden },
  { property: "enableLogging", of: /^aws:cloudtrail\//, kept: [true], absent: true, says: "nobody writes down who does what" },
  { property: "versioningConfiguration.status", kept: ["Enabled"], says: "what is deleted or written over from then on is gone" },
  { property: "rule.defaultRetention.mode", kept: ["GOVERNANCE", "COMPLIANCE"], says: "new records can be deleted before their time" },
  { property: "rule.defaultRetention.mode", kept: ["COMPLIANCE"], says: "whoever may go round the lock can delete new records" },
  { property: "pointInTimeRecovery.enabled", kept: [true], says: "every moment to go back to is lost" },
  { property: "pointInTimeRecovery.status", kept: ["ENABLED"], says: "every moment to go back to is lost" },
  { property: "backupPolicy.status", kept: ["ENABLED"], says: "nothing is copied from then on" },
];

// biome-ignore format: one property a line
const lengths: readonly Length[] = [
  { property: "backupRetentionPeriod", absent: 0, says: olderGo },
  { property: "automatedSnapshotRetentionPeriod", absent: 1, says: olderGo },
  { property: "automaticBackupRetentionDays", absent: 0, says: olderGo },
  { property: "snapshotRetentionLimit", absent: 0, says: olderGo },
  { property: "retentionInDays", absent: 0, endless: true, says: olderGo },
  { property: "retentionDays", of: /^aws:cloudwatch\/eventArchive:/, absent: 0, endless: true, says: olderGo },
  { property: "retentionPeriod", of: /^aws:kinesis\/stream:/, absent: 24, says: olderGo },
  { property: "retentionPeriod", of: /^aws:cloudtrail\/eventDataStore:/, absent: 2555, says: olderGo },
  { property: "dataRetentionInHours", absent: 0, says: olderGo },
  { property: "retentionPeriodInDays", of: /^aws:amp\//, absent: 150, says: olderGo },
  { property: "retentionProperties.magneticStoreRetentionPeriodInDays", says: olderGo },
  { property: "messageRetentionSeconds", absent: 345_600, says: olderGo },
  { property: "rule.defaultRetention.days", absent: 0, says: "new records are locked for less long" },
  { property: "rule.defaultRetention.years", absent: 0, says: "new records are locked for less long" },
  { property: "recoveryWindowInDays", absent: 30, says: "there is less time to take a deletion back" },
  { property: "deletionWindowInDays", absent: 30, says: "there is less time to take a deletion back" },
];

/**
 * What an update takes away although the resource stays, each as a sentence: a lock that comes off, or something that is
 * kept for less long. By what was asked for before and is asked for now.
 */
export function loosened(type: string, before: Fields, after: Fields): readonly string[] {
  const told = (one: Loosening, lost: (was: unknown, is: unknown) => boolean): readonly string[] => {
    if (one.of?.test(type) === false) return [];
    const [was, is] = [before, after].map(
      (inputs) => inside(inputs, ...one.property.split(".")) ?? one.absent,
    );
    if (canonical([was]) === canonical([is]) || !lost(was, is)) return [];
    return [`${one.property} ${shown(was)} → ${shown(is)}: ${one.says}`];
  };
  return [
    ...locks.flatMap((one) => told(one, (was, is) => one.kept.includes(was) && !one.kept.includes(is))),
    ...lengths.flatMap((one) => told(one, (was, is) => !(lengthOf(one, is) >= lengthOf(one, was)))),
    ...sooner(type, before, after),
    ...unrefused(type, before, after),
  ];
}

/** NaN, which is never enough, for what is not known before deploy. */
const lengthOf = ({ endless }: Length, value: unknown): number =>
  typeof value !== "number" ? Number.NaN : endless && value === 0 ? Number.POSITIVE_INFINITY : value;

/** A value of AWS's own words or a number; of anything else nothing is said. */
const shown = (value: unknown): string =>
  typeof value === "number" || typeof value === "boolean" || /^[A-Za-z]+$/.test(String(value))
    ? String(value ?? "nothing")
    : "unknown";
