import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "./place.ts";

export interface RoleArgs {
  /** Its name in AWS, known before it exists. */
  readonly name: string;
  readonly description: string;
  /** Who may assume it, as a policy document. */
  readonly trust: string;
  readonly maxSessionSeconds?: number;
}

/** A role, under the stack's permissions boundary where there is one. Every role of the platform is made here. */
export const role = (name: string, place: Place, args: RoleArgs, parent: pulumi.Resource): aws.iam.Role =>
  new aws.iam.Role(
    name,
    {
      name: args.name,
      description: args.description,
      assumeRolePolicy: args.trust,
      ...(args.maxSessionSeconds && { maxSessionDuration: args.maxSessionSeconds }),
      ...(place.permissionsBoundary && { permissionsBoundary: place.permissionsBoundary }),
    },
    { parent },
  );
