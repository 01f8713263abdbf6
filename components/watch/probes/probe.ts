import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../../config/schema.ts";
import type { Settings } from "../../../functions/probes/settings.ts";
import { probeRole } from "../../names.ts";
import type { Place } from "../../place.ts";
import { role } from "../../role.ts";
import { lambdaTrust } from "../../run/lambda-policy.ts";
import { type LogSettings, logGroup } from "../log-group.ts";
import { probeCode } from "./code.ts";
import { keptDays } from "./kept.ts";
import { probePolicy } from "./policy.ts";
import type { ProbeStore } from "./store.ts";

export interface ProbeArgs {
  readonly place: Place;
  /** With the prefix it is its name in AWS. */
  readonly id: string;
  readonly settings: Settings;
  /** Ids of the secrets that it asks with. */
  readonly secrets: readonly string[];
  readonly runs: Pick<Config["probes"], "everyMinutes" | "runtime">;
  readonly store: Pick<ProbeStore, "arn" | "bucketName" | "bucket" | "keyArn">;
  readonly logs: LogSettings;
}

/** Asks from outside, again and again, what anybody in the world may ask (G06). */
export class Probe extends pulumi.ComponentResource {
  /** By which CloudWatch counts. */
  readonly canary: pulumi.Output<string>;

  constructor(name: string, args: ProbeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:watch:Probe", name, {}, opts);
    const own = { parent: this };
    const { place, id, settings, store } = args;
    const { everyMinutes, runtime } = args.runs;
    const canaryName = `${place.prefix}-${id}`;
    const runs = `runs/${id}`;

    const asks = role(
      `${name}-role`,
      place,
      { name: probeRole(place, id), description: `What the probe ${id} may do`, trust: lambdaTrust },
      this,
    );
    const permission = new aws.iam.RolePolicy(
      `${name}-policy`,
      {
        name: "probe",
        role: asks.name,
        policy: probePolicy(place, { storeArn: store.arn, runs, secrets: args.secrets }),
      },
      own,
    );
    const code = probeCode(`${name}-code`, { id, bucket: store.bucket, settings }, this);
    const canary = new aws.synthetics.Canary(
      `${name}-canary`,
      {
        name: canaryName,
        runtimeVersion: runtime,
        handler: "index.handler",
        s3Bucket: code.bucket,
        s3Key: code.key,
        executionRoleArn: asks.arn,
        artifactS3Location: `s3://${store.bucketName}/${runs}/`,
        artifactConfig: { s3Encryption: { encryptionMode: "SSE_KMS", kmsKeyArn: store.keyArn } },
        schedule: { expression: `rate(${everyMinutes} minute${everyMinutes === 1 ? "" : "s"})` },
        // Its end before the next run's beginning, also where that is a minute later.
        runConfig: { timeoutInSeconds: 50, memoryInMb: 1024, activeTracing: false },
        successRetentionPeriod: keptDays,
        failureRetentionPeriod: keptDays,
        startCanary: true,
        deleteLambda: true,
      },
      { parent: this, dependsOn: [permission] },
    );
    // AWS makes its name, so it cannot be made before; the probe itself may make none, and writes as soon as it is there.
    logGroup(`${name}-log`, canary.engineArn.apply(logGroupOf), args.logs, this);

    this.canary = canary.name;
    this.registerOutputs({ canary: this.canary });
  }
}

/** `arn:aws:lambda:<region>:<account>:function:<name>:<version>`. */
const logGroupOf = (functionArn: string): string => `/aws/lambda/${functionArn.split(":")[6]}`;
