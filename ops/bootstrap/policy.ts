import { z } from "zod";

const list = z.union([z.string(), z.array(z.string())]);
const statement = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.union([z.string(), z.record(z.string(), list)]).optional(),
  Action: list.optional(),
  Resource: list.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
export type Statement = z.infer<typeof statement>;

const document = z.looseObject({ Statement: z.union([statement, z.array(statement)]) });

/** As they were written, to be written again. */
export const statementsOf = (policy: string | undefined): readonly Statement[] =>
  policy === undefined ? [] : [document.parse(JSON.parse(policy)).Statement].flat();

/** A policy writes one thing as a text and several as a list. */
export const listOf = (one: string | readonly string[] | undefined): readonly string[] =>
  one === undefined ? [] : [one].flat();

/** Whom a resource policy lets in beside the account itself: anybody, other accounts, AWS's services. */
export const strangers = (statements: readonly Statement[], account: string): readonly string[] =>
  statements
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Principal }) =>
      typeof Principal === "object" ? Object.values(Principal).flat() : [Principal ?? "everybody else"],
    )
    .filter((one) => one !== account && !new RegExp(`^arn:[\\w-]+:(iam|sts)::${account}:`).test(one));
