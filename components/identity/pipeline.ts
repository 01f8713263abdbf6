import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import type { Statement } from "../document.ts";
import { durable } from "../durable.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";
import type { Scope } from "./actions/scope.ts";
import { documentsOf } from "./compile.ts";
import { deployStatements } from "./deploy-policy.ts";
import { audience, federatedTrust, issuer, subjects } from "./federation.ts";
import { previewStatements } from "./preview-policy.ts";
import type { State } from "./state.ts";

export interface PipelineArgs {
  readonly place: Place;
  readonly settings: NonNullable<Config["pipeline"]>;
  readonly environment: string;
  readonly state: State;
  /** Types of resources that the rest of the program registers. */
  readonly types: readonly string[];
  readonly zoneIds: readonly string[];
  /** Another region that gets copies of backups. */
  readonly copyRegion?: string;
}

/** What this component is made of itself. */
const ownTypes = [
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  "aws:iam/policy:Policy",
  "aws:iam/role:Role",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
];
/** A canary and the wait for steady services outlast the usual hour; a new database takes another. */
const deploySeconds = 4 * 3600;

/**
 * Two roles for CI, which has no stored credential: one that looks, for pull requests and the main branch, and one that
 * deploys, for jobs in the stack's own environment. Both are computed from the types of what the program declares.
 * Neither can change itself, so a person deploys the first time, and whenever the program gets a new kind of resource.
 */
export class Pipeline extends pulumi.ComponentResource {
  readonly previewRoleArn: string;
  readonly deployRoleArn: string;

  constructor(name: string, args: PipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:identity:Pipeline", name, {}, opts);
    const { place, settings, environment, state } = args;
    const types = [...new Set([...args.types, ...ownTypes])].sort();
    const scope: Scope = {
      place,
      product: place.prefix.slice(0, -environment.length - 1),
      environment,
      regions: [place.region, ...(args.copyRegion ? [args.copyRegion] : [])],
      zoneIds: args.zoneIds,
    };

    if (settings.provider === "create")
      new aws.iam.OpenIdConnectProvider(
        `${name}-issuer`,
        { url: `https://${issuer}`, clientIdLists: [audience] },
        durable(this),
      );
    this.previewRoleArn = this.#role(name, place, {
      purpose: "preview",
      description: "Looks at the stack for a pull request",
      allowed: subjects(settings, "pull_request", "ref:refs/heads/main"),
      statements: previewStatements(scope, state, types),
    });
    this.deployRoleArn = this.#role(name, place, {
      purpose: "deploy",
      description: "Deploys the stack",
      allowed: subjects(settings, `environment:${environment}`),
      statements: deployStatements(scope, state, types),
      maxSessionSeconds: deploySeconds,
    });
    this.registerOutputs({ previewRoleArn: this.previewRoleArn, deployRoleArn: this.deployRoleArn });
  }

  #role(name: string, place: Place, given: PipelineRole): string {
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
      this,
    );
    for (const [index, policy] of documentsOf(roleName, given.statements).entries()) {
      const policyName = `${roleName}-${index + 1}`;
      const permission = new aws.iam.Policy(
        `${id}-policy-${index + 1}`,
        { name: policyName, description: given.description, policy },
        { parent: this },
      );
      new aws.iam.RolePolicyAttachment(
        `${id}-policy-${index + 1}-attached`,
        { role: made.name, policyArn: arnOf(place, "iam", `policy/${policyName}`, "global") },
        { parent: this, dependsOn: [permission] },
      );
    }
    return arnOf(place, "iam", `role/${roleName}`, "global");
  }
}

interface PipelineRole {
  readonly purpose: "preview" | "deploy";
  readonly description: string;
  readonly allowed: readonly string[];
  readonly statements: readonly Statement[];
  readonly maxSessionSeconds?: number;
}
