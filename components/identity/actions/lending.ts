import { copyAt } from "../../backups/copy.ts";
import { keyAlias, keyClasses } from "../../secrets/key-class.ts";
import { everywhere, type Grant, grant, type Scope } from "./scope.ts";

/** Lets a service use one of the stack's keys for what it makes there, and nobody else ("Using grants", KMS guide). */
export const lendsKeys = (scope: Scope, service: string): Grant =>
  grant("kms", ["CreateGrant", "DescribeKey"], everywhere(scope, "kms", "key/"), {
    "ForAnyValue:StringEquals": {
      "kms:ResourceAliases": [
        ...keyClasses.map((keyClass) => keyAlias(scope.place, keyClass)),
        ...scope.regions.slice(1).map((region) => copyAt(scope.place, region).keyAlias),
      ],
    },
    StringEquals: { "kms:ViaService": scope.regions.map((region) => `${service}.${region}.amazonaws.com`) },
  });

/** The same for a service that opens a data key at once, in the caller's name. */
export const usesKeys = (scope: Scope, service: string): Grant => ({
  ...lendsKeys(scope, service),
  actions: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
});
