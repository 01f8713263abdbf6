import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { SecretSource } from "../../config/data.ts";
import type { Config } from "../../config/schema.ts";
import { durable } from "../durable.ts";
import type { Place } from "../place.ts";

export interface SecretsArgs {
  readonly place: Place;
  readonly settings: Config["secrets"];
  readonly keyArn: pulumi.Input<string>;
  /** Values that other parts of the program make, by what `from` says. */
  readonly composed: { readonly "cache-url": pulumi.Input<string> };
}

/** A secret as others may know it: where it is, never what it is. */
export interface SecretRef {
  /** Its name in Secrets Manager, known before it exists. */
  readonly name: string;
  readonly arn: pulumi.Output<string>;
}

/**
 * The product's credentials in Secrets Manager (G07). One that a person provides is born empty:
 * no task that names it starts before it is filled.
 */
export class Secrets extends pulumi.ComponentResource {
  readonly arns: Readonly<Record<string, pulumi.Output<string>>>;
  readonly #place: Place;

  constructor(name: string, args: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:secrets:Secrets", name, {}, opts);
    this.#place = args.place;

    const arns: Record<string, pulumi.Output<string>> = {};
    for (const [id, source] of Object.entries(args.settings)) {
      const secret = new aws.secretsmanager.Secret(
        `${name}-${id}`,
        {
          name: secretName(args.place, id),
          description: source.purpose,
          kmsKeyId: args.keyArn,
          recoveryWindowInDays: 30,
        },
        durable(this),
      );
      const value = this.#valueOf(`${name}-${id}`, source, args.composed);
      const version =
        value !== undefined &&
        new aws.secretsmanager.SecretVersion(
          `${name}-${id}-value`,
          { secretId: secret.id, secretString: pulumi.secret(value) },
          { parent: this },
        );
      // Whoever reads it waits for its value: a task that starts before would fail.
      arns[id] = version ? pulumi.all([secret.arn, version.id]).apply(([arn]) => arn) : secret.arn;
    }

    this.arns = arns;
    this.registerOutputs({ arns });
  }

  /** The secrets of these names, and no others: what a task asks for is all it gets. */
  of(names: readonly string[]): Record<string, SecretRef> {
    return Object.fromEntries(
      names.map((id) => {
        const arn = this.arns[id];
        if (arn === undefined) throw new pulumi.RunError(`secrets: ${id} is asked for and not declared`);
        return [id, { name: secretName(this.#place, id), arn }];
      }),
    );
  }

  #valueOf(
    name: string,
    source: SecretSource,
    composed: SecretsArgs["composed"],
  ): pulumi.Input<string> | undefined {
    switch (source.from) {
      case "provided":
        return undefined;
      case "cache-url":
        return composed["cache-url"];
      case "generated":
        // G08: letters and digits, so that no client has to escape it. Not protected, for `rotation` must replace it.
        return new random.RandomPassword(
          `${name}-random`,
          { length: source.length, special: false, keepers: { rotation: source.rotation } },
          { parent: this },
        ).result;
    }
  }
}

const secretName = (place: Place, id: string): string => `${place.prefix}/${id}`;
