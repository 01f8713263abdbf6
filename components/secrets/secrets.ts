import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { document } from "../document.ts";
import { durable } from "../durable.ts";
import { secretArn, secretName } from "../names.ts";
import { arnOf, type Place } from "../place.ts";
import type { Lambda } from "../run/lambda.ts";

/** A secret before it exists: who makes its values, and who may read them. */
export interface SecretEntry {
  readonly purpose: string;
  /** A person, a function by its folder, or another secret's rotation. */
  readonly madeBy: "person" | "values" | "database-credentials" | "cache-credentials" | "another";
  /** How a new value is tried once the services have it. */
  readonly probe: "none" | "postgresql" | "redis";
  /** Days between rotations, where a function rotates it. */
  readonly days?: number;
  /** A value that is older is not ready. */
  readonly maxAgeDays: number;
  /** The third parties whose credential it is. */
  readonly providers?: readonly string[];
  /** Names of the roles that may read it. */
  readonly readers: readonly string[];
}

export interface SecretsArgs {
  readonly place: Place;
  readonly entries: Readonly<Record<string, SecretEntry>>;
  readonly keyArn: pulumi.Input<string>;
}

/** A secret as others may know it: where it is, never what it is. */
export interface SecretRef {
  /** Its name in Secrets Manager, known before it exists. */
  readonly name: string;
  readonly arn: pulumi.Output<string>;
  /** The ARN before it exists: Secrets Manager ends each with six characters of its own. */
  readonly knownArn: string;
}

/**
 * The credentials in Secrets Manager (G07). No value is made here, so none is in the state: people fill those they
 * provide, and functions make all others. Whoever is not named as a reader is refused, administrators included: they
 * would have to change the policy first, and that is seen.
 */
export class Secrets extends pulumi.ComponentResource {
  readonly #name: string;
  readonly #args: SecretsArgs;
  /** Comes with a value where a function makes it: a task that starts before would fail. */
  readonly #arns: Record<string, pulumi.Output<string>> = {};
  readonly #made: Record<string, aws.secretsmanager.Secret> = {};

  constructor(name: string, args: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:secrets:Secrets", name, {}, opts);
    this.#name = name;
    this.#args = args;
    const { place } = args;

    for (const [id, { purpose, readers, madeBy, maxAgeDays, providers }] of Object.entries(args.entries)) {
      const secret = new aws.secretsmanager.Secret(
        `${name}-${id}`,
        {
          name: secretName(place, id),
          description: purpose,
          kmsKeyId: args.keyArn,
          recoveryWindowInDays: 30,
          tags: {
            "made-by": madeBy,
            "max-age-days": String(maxAgeDays),
            ...(providers && { provider: providers.join(" ") }),
          },
        },
        durable(this),
      );
      new aws.secretsmanager.SecretPolicy(
        `${name}-${id}-readers`,
        { secretArn: secret.arn, policy: readersOnly(place, readers), blockPublicPolicy: true },
        { parent: this },
      );
      this.#made[id] = secret;
      this.#arns[id] = secret.arn;
    }
    this.registerOutputs({});
  }

  /** All of them, by id. */
  get arns(): Readonly<Record<string, pulumi.Output<string>>> {
    return this.#arns;
  }

  /** One secret, as it is now: ask after `rotate` for one that has its first value. */
  ref(id: string): SecretRef {
    const arn = this.#arns[id];
    if (arn === undefined) throw new pulumi.RunError(`secrets: ${id} is asked for and not declared`);
    const { place } = this.#args;
    const name = secretName(place, id);
    return { name, arn, knownArn: secretArn(place, name) };
  }

  /** Lets a function make the values of all secrets that it is the maker of, the first one now. */
  rotate(madeBy: SecretEntry["madeBy"], by: Lambda): void {
    const { place, entries } = this.#args;
    const allowed = by.allow(
      "secretsmanager",
      "secretsmanager.amazonaws.com",
      arnOf(place, "secretsmanager", `secret:${place.prefix}/*`),
    );
    for (const [id, entry] of Object.entries(entries)) {
      const secret = this.#made[id];
      if (entry.madeBy !== madeBy || !secret || entry.days === undefined) continue;
      const rotation = new aws.secretsmanager.SecretRotation(
        `${this.#name}-${id}-rotation`,
        {
          secretId: secret.id,
          rotationLambdaArn: by.functionArn,
          rotationRules: { automaticallyAfterDays: entry.days },
          rotateImmediately: true,
        },
        { parent: this, dependsOn: [allowed] },
      );
      // Secrets Manager rotates in the background; whoever needs the value waits for it here.
      const first = new aws.lambda.Invocation(
        `${this.#name}-${id}-first-value`,
        { functionName: by.functionArn, input: JSON.stringify({ await: secretName(place, id) }) },
        { parent: this, dependsOn: [rotation] },
      );
      this.#arns[id] = pulumi.all([secret.arn, first.id]).apply(([arn]) => arn);
    }
  }
}

const readersOnly = (place: Place, readers: readonly string[]): string =>
  document({
    Sid: "OnlyItsReaders",
    Effect: "Deny",
    Principal: "*",
    Action: "secretsmanager:GetSecretValue",
    Resource: "*",
    Condition: {
      ArnNotEquals: {
        "aws:PrincipalArn": [...new Set(readers)]
          .sort()
          .map((role) => arnOf(place, "iam", `role/${role}`, "global")),
      },
    },
  });
