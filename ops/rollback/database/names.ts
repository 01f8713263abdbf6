import { databaseOf } from "../../names.ts";
import type { Target } from "../../target.ts";

/** RDS takes 63 characters, and a member's number comes after the name: the year goes first where that is short. */
const longest = 60;

const stamped = (target: Target, word: string, at: Date): string => {
  const base = `${databaseOf(target)}-${word}-`;
  const stamp = at.toISOString().replaceAll(/\D/g, "").slice(2, 12);
  return `${base}${stamp.slice(-Math.max(4, longest - base.length))}`;
};

/** While it is restored, and before it takes the place of the old one. */
export const newName = (target: Target, at: Date): string => stamped(target, "new", at);
/** The old one, which stays. */
export const oldName = (target: Target, at: Date): string => stamped(target, "before", at);

export const isOld = (target: Target, name: string): boolean =>
  name.startsWith(`${databaseOf(target)}-before-`);

/** The database of the stack, whatever it is called while one takes the place of another. */
export const isOurs = (target: Target, name: string): boolean =>
  name === databaseOf(target) || name.startsWith(`${databaseOf(target)}-new-`) || isOld(target, name);

/** Snapshots that were taken before a release migrated. */
export const snapshotPrefix = ({ prefix }: Target): string => `${prefix}-release-`;

/** How far a restore is, on the new database itself, so that a second run finds it out. */
export const tagKeys = {
  wish: "restored-for",
  from: "restored-from",
  at: "restored-to",
  step: "restored-step",
} as const;
export const finished = "done";
