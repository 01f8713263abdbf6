import type { Recording } from "../../../readiness/program/recording.ts";
import { edit, type Mutation } from "./mutation.ts";

/** A statement as it stands in a policy document; tests read what they change. */
export type Entry = Record<string, unknown>;
type Which = Parameters<typeof edit>[0];

/** Rewrites the statements of a policy document that a resource carries. */
export const statements = (which: Which, property: string, change: (entries: Entry[]) => Entry[]) =>
  edit(which, (now) => {
    const document = JSON.parse(String(now[property])) as { Statement: Entry[] };
    return { [property]: JSON.stringify({ ...document, Statement: change(document.Statement) }) };
  });

/** The same, of the one statement that has an action. */
export const statement = (which: Which, action: string, change: (entry: Entry) => Entry) =>
  statements(which, "policy", (entries) =>
    entries.map((entry) => (has(entry, action) ? change(entry) : entry)),
  );

/** The same, in the one of a role's managed policies that allows the action. */
export const managed =
  (policies: RegExp, action: string, change: (entry: Entry) => Entry): Mutation["change"] =>
  (recording: Recording): Recording => {
    const found = [...recording.values()].find(
      ({ type, name, inputs }) =>
        type === "aws:iam/policy:Policy" &&
        policies.test(name) &&
        (JSON.parse(String(inputs.toJavaScript().policy)) as { Statement: Entry[] }).Statement.some(
          (entry) => entry.Effect === "Allow" && has(entry, action),
        ),
    );
    if (!found) throw new Error(`no policy ${policies} allows ${action}`);
    const which = { type: found.type, name: new RegExp(`^${found.name}$`) };
    return statement(which, action, (entry) => (entry.Effect === "Allow" ? change(entry) : entry))(recording);
  };

const has = ({ Action }: Entry, action: string): boolean => [Action].flat().includes(action);

/** One after another. */
export const both =
  (...changes: readonly Mutation["change"][]): Mutation["change"] =>
  (recording) =>
    changes.reduce((changed, change) => change(changed), recording);
