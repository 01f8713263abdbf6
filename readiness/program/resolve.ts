import { createHash } from "node:crypto";
import { makers } from "./made/makers.ts";

/** The account's side of a made-up answer. */
export interface Where {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** What a maker may build its answer from; the same question always gets the same answer. */
export interface Question {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly where: Where;
  /** So many hexadecimal digits of this resource's own; another `salt`, other digits. */
  readonly hex: (digits: number, salt?: string) => string;
  readonly arn: (service: string, resource: string, at?: "region" | "global" | "nowhere") => string;
  /** An input as text: empty when the program left it out. */
  readonly text: (key: string) => string;
}

export interface Answer {
  readonly id: string;
  readonly [output: string]: unknown;
}

/**
 * What AWS would answer to a create: the inputs, and a plausible, unique value for what AWS makes. Pure, so that two runs
 * agree and what differs between them is the program's doing.
 */
export function resolved(
  type: string,
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  where: Where,
): { id: string; state: Record<string, unknown> } {
  const question = ask(type, name, inputs, where);
  const { id, ...made } = makers[type]?.(question) ?? anything(question);
  return { id, state: { ...made, ...inputs } };
}

const anything = ({ type, hex }: Question): Answer => ({
  id: `${type.slice(type.lastIndexOf(":") + 1).toLowerCase()}-${hex(17)}`,
});

function ask(type: string, name: string, inputs: Question["inputs"], where: Where): Question {
  const seed = JSON.stringify([type, name, inputs, where]);
  return {
    type,
    name,
    inputs,
    where,
    hex: (digits, salt = "") => digest(seed + salt).slice(0, digits),
    arn: (service, resource, at = "region") => {
      const region = at === "region" ? where.region : "";
      const account = at === "nowhere" ? "" : where.account;
      return `arn:${where.partition}:${service}:${region}:${account}:${resource}`;
    },
    text: (key) => {
      const value = inputs[key];
      return typeof value === "string" ? value : "";
    },
  };
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
