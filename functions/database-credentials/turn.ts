import { Stopped } from "../shared/log.ts";
import { readAddress } from "../shared/postgres.ts";
import { randomText } from "../shared/rotation/random.ts";
import type { roles, Settings } from "./settings.ts";

export type Role = (typeof roles)[number];
export type Login = Settings["logins"][string];
export type Slot = "a" | "b";

/** Whose turn it is: the login that the current address does not name; with no current address, the first. */
export function slotAfter(role: Role, current: string | null): Slot {
  if (current === null) return "a";
  return slotOf(role, readAddress(current).user) === "a" ? "b" : "a";
}

export function slotOf(role: Role, user: string): Slot {
  if (user === `${role}_a`) return "a";
  if (user === `${role}_b`) return "b";
  throw new Stopped(`the address does not name a login of ${role}`);
}

/** 48 letters and digits, 285 bits: nothing in it means anything in an address. */
export const newPassword = (): string => randomText(48);
