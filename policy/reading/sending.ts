import { isAbout, type Statement } from "./document.ts";

const actions = [
  "ses:SendEmail",
  "ses:SendRawEmail",
  "ses:SendBulkEmail",
  "ses:SendTemplatedEmail",
  "ses:SendBulkTemplatedEmail",
];
/** `IfExists` and `ForAllValues` are also true of a request that says nothing of its sender. */
const affirms = /^(?:ForAnyValue:)?String(?:Equals|EqualsIgnoreCase|Like)$/;
const everyIdentity = /^arn:[^:]*:ses:[^:]*:[^:]*:identity\/\*$/;
const everything = /^\*$|^arn:[^:]*:(?:ses|\*):[^:]*:[^:]*:\*$|^arn:[^:]*:\*:[^:]*:[^:]*:identity\/\*$/;

/** What a statement lets somebody send through SES. */
export interface Sending {
  /** It names no resource of SES's: every domain, and every configuration set. */
  readonly anything: boolean;
  /** It names identities, all of them. */
  readonly anyIdentity: boolean;
  /** From which addresses, a list for each condition. */
  readonly from: readonly (readonly string[])[];
}

/** Undefined where it lets nobody send. */
export function sendingOf(statement: Statement): Sending | undefined {
  const { resources, allResourcesBut, conditions } = statement;
  if (!actions.some((action) => isAbout(statement, action))) return undefined;
  return {
    anything: allResourcesBut !== undefined || resources.some((one) => everything.test(one)),
    anyIdentity: resources.some((one) => everyIdentity.test(one)),
    from: conditions
      .filter(
        ({ key, operator, values }) =>
          key === "ses:fromaddress" && affirms.test(operator) && values.length > 0,
      )
      .map(({ values }) => values),
  };
}

/** A right to send as a program writes it, for examples. */
export const send = {
  Effect: "Allow",
  Action: ["ses:SendEmail", "ses:SendRawEmail"],
  Resource: [
    "arn:aws:ses:eu-central-1:111122223333:identity/shop.example",
    "arn:aws:ses:eu-central-1:111122223333:configuration-set/shop",
  ],
  Condition: { StringEquals: { "ses:FromAddress": "orders@shop.example" } },
};
export const anyIdentity = { Resource: "arn:aws:ses:eu-central-1:111122223333:identity/*" };
