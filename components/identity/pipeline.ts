import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import { copyAt } from "../backups/copy.ts";
import { durable } from "../durable.ts";
import type { Place } from "../place.ts";
import { keyAlias, keyClasses } from "../secrets/key-class.ts";
import type { Scope } from "./actions/scope.ts";
import { needsOf } from "./actions/table.ts";
import { deployStatements } from "./deploy-policy.ts";
import { audience, issuer, subjects } from "./federation.ts";
import { operateStatements } from "./operate-policy.ts";
import { pipelineRole } from "./pipeline-role.ts";
import { previewStatements } from "./preview-policy.ts";
import type { TypesByRegion } from "./registered-types.ts";
import type { State } from "./state.ts";

export interface PipelineArgs {
  readonly place: Place;
  readonly settings: NonNullable<Config["pipeline"]>;
  readonly environment: string;
  readonly state: State;
  /** Types of resources that the rest of the program registers, by region. */
  readonly types: TypesByRegion;
  readonly zoneIds: readonly string[];
  /** Whether there is a frontend whose files CI publishes. */
  readonly publishes: boolean;
  /** The secrets that trials send as tokens. */
  readonly tokens: readonly string[];
}

/** What this component is made of itself. */
const ownTypes = [
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  "aws:iam/policy:Policy",
  "aws:iam/role:Role",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
];
/** A canary and the wait for steady services outlast the usual hour; a new database takes another. */
const deploySeconds = 4 * 3600;
/** The longest trial is a restore. */
const operateSeconds = 3 * 3600;

/**
 * Three roles for CI, which has no stored credential: one that looks, for pull requests and the main branch, one that
 * deploys, for jobs in the stack's own environment, and one that tries and writes down, for both the environment and the
 * main branch. The first two are computed from the types of what the program declares, and where. None can change itself, so
 * a person deploys the first time, and whenever the program gets a new kind of resource.
 */
export class Pipeline extends pulumi.ComponentResource {
  readonly previewRoleArn: string;
  readonly deployRoleArn: string;
  readonly operateRoleArn: string;

  constructor(name: string, args: PipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:identity:Pipeline", name, {}, opts);
    const { place, settings, environment, state } = args;
    const scope = scopeIn(place.region, args);
    const needs = [
      ...needsOf(scope, ownTypes),
      ...Object.entries(args.types).flatMap(([region, types]) => needsOf(scopeIn(region, args), types)),
    ];

    if (settings.provider === "create")
      new aws.iam.OpenIdConnectProvider(
        `${name}-issuer`,
        { url: `https://${issuer}`, clientIdLists: [audience] },
        durable(this),
      );
    this.previewRoleArn = pipelineRole(
      { name, place, parent: this },
      {
        purpose: "preview",
        description: "Looks at the stack for a pull request",
        allowed: subjects(settings, "pull_request", "ref:refs/heads/main"),
        statements: previewStatements(scope, state, needs),
      },
    );
    this.deployRoleArn = pipelineRole(
      { name, place, parent: this },
      {
        purpose: "deploy",
        description: "Deploys the stack",
        allowed: subjects(settings, `environment:${environment}`),
        statements: deployStatements(scope, state, needs, args.publishes),
        maxSessionSeconds: deploySeconds,
      },
    );
    // GitHub makes an environment that a job names, without any protection, for every branch; the branch it says itself.
    this.operateRoleArn = pipelineRole(
      { name, place, parent: this },
      {
        purpose: "operate",
        description: "Tries the stack, and writes down what came of it",
        allowed: subjects(settings, `environment:${environment}`, "ref:refs/heads/main"),
        statements: operateStatements(scope, args),
        maxSessionSeconds: operateSeconds,
      },
    );
    this.registerOutputs({
      previewRoleArn: this.previewRoleArn,
      deployRoleArn: this.deployRoleArn,
      operateRoleArn: this.operateRoleArn,
    });
  }
}

/** The stack as it stands in one region: elsewhere are copies of backups, and what a CDN uses. */
const scopeIn = (region: string, { place, environment, zoneIds }: PipelineArgs): Scope => ({
  place: { ...place, region },
  product: place.prefix.slice(0, -environment.length - 1),
  environment,
  keyAliases:
    region === place.region
      ? keyClasses.map((keyClass) => keyAlias(place, keyClass))
      : [copyAt(place, region).keyAlias],
  zoneIds,
});
