import { type Grant, grant, numbered, type Scope } from "./scope.ts";

/** Lets a service use one of the stack's keys for what it makes there, and nobody else ("Using grants", KMS guide). */
export const lendsKeys = (scope: Scope, service: string): Grant =>
  grant("kms", ["CreateGrant", "DescribeKey"], numbered(scope, "kms", "key/"), {
    "ForAnyValue:StringEquals": { "kms:ResourceAliases": scope.keyAliases },
    StringEquals: { "kms:ViaService": `${service}.${scope.place.region}.amazonaws.com` },
  });

/** The same for a service that opens a data key at once, in the caller's name. */
export const usesKeys = (scope: Scope, service: string): Grant => ({
  ...lendsKeys(scope, service),
  actions: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
});
