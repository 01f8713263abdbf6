import type { Statement } from "../document.ts";

export const allow = (
  Sid: string,
  Action: string | readonly string[],
  Resource: string | readonly string[],
): Statement => ({ Sid, Effect: "Allow", Action, Resource });

/** The actions of one service, in the order in which its reference has them. */
export const of = (service: string, ...actions: readonly string[]): readonly string[] =>
  actions.map((action) => `${service}:${action}`);

/** How AWS names all that a restore test makes: nothing else may be made or written by a restore. */
export const restored = "awsbackup-restore-test";
