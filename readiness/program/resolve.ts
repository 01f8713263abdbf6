import { createHash } from "node:crypto";
import { isRecord } from "../fields.ts";
import { makers } from "./made/makers.ts";
import type { Answer, Question, Where } from "./made/question.ts";

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
  return { id, state: { ...made, ...inputs, ...filledIn(made, inputs) } };
}

/** Properties that the program gives in part and AWS fills, such as a domain's DKIM keys. */
const filledIn = (made: Omit<Answer, "id">, inputs: Question["inputs"]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(made).flatMap(([key, answer]) =>
      isRecord(answer) && isRecord(inputs[key]) ? [[key, { ...answer, ...inputs[key] }]] : [],
    ),
  );

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
