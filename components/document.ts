import type { Place } from "./place.ts";

type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of a policy, in IAM's own words. Known strings only, so that every policy can be judged before deploy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | { readonly Service: string | readonly string[] } | { readonly AWS: string };
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Condition;
}

/** A statement whose actions say enough: IAM counts the characters of a name, too. */
export type Permission = Omit<Statement, "Sid"> & { readonly Sid?: string };

/** A policy document, as the JSON text that AWS takes. */
export const document = (...statements: readonly Permission[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** Who may assume a role: one AWS service, acting for one kind of thing in this account ("confused deputy", IAM guide). */
export const trust = (place: Place, service: string, sourceArn: string): string =>
  document({
    Sid: "OnlyForUs",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": place.account },
      ArnLike: { "aws:SourceArn": sourceArn },
    },
  });
