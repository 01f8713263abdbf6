import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Permission } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";
import { federatedTrust } from "./federation.ts";
import { fitted } from "./fitting.ts";

interface PipelineRole {
  readonly purpose: "preview" | "deploy" | "operate";
  readonly description: string;
  readonly allowed: readonly string[];
  readonly statements: readonly Permission[];
  readonly maxSessionSeconds?: number;
}

interface Within {
  readonly name: string;
  readonly place: Place;
  readonly parent: pulumi.Resource;
}

/** A role for jobs with these subjects, in as many policies as its rights fill; its ARN, known before it exists. */
export function pipelineRole({ name, place, parent }: Within, given: PipelineRole): string {
  const id = `${name}-${given.purpose}`;
  const roleName = `${place.prefix}-${given.purpose}`;
  const made = role(
    `${id}-role`,
    place,
    {
      name: roleName,
      description: given.description,
      trust: federatedTrust(place, given.allowed),
      ...(given.maxSessionSeconds && { maxSessionSeconds: given.maxSessionSeconds }),
    },
    parent,
  );
  const { managed, inline } = fitted(roleName, given.statements);
  for (const [index, policy] of managed.entries()) {
    const policyName = `${roleName}-${index + 1}`;
    const permission = new aws.iam.Policy(
      `${id}-policy-${index + 1}`,
      { name: policyName, description: given.description, policy },
      { parent },
    );
    new aws.iam.RolePolicyAttachment(
      `${id}-policy-${index + 1}-attached`,
      { role: made.name, policyArn: arnOf(place, "iam", `policy/${policyName}`, "global") },
      { parent, dependsOn: [permission] },
    );
  }
  if (inline)
    new aws.iam.RolePolicy(
      `${id}-policy-inline`,
      { name: `${roleName}-inline`, role: made.name, policy: inline },
      { parent },
    );
  return arnOf(place, "iam", `role/${roleName}`, "global");
}
