import { inRegion, type Maker, type Makers, named, nameFor, uuid } from "./maker.ts";

const secretVersion: Maker = (question) => {
  const versionId = uuid(question);
  return { id: `${question.text("secretId")}|${versionId}`, arn: question.text("secretId"), versionId };
};

export const identity: Makers = {
  "aws:kms/key:Key": (question) => {
    const id = uuid(question);
    return { id, keyId: id, arn: inRegion(question, question.arn("kms", `key/${id}`)) };
  },
  "aws:kms/alias:Alias": named("name", (question, name) => ({
    arn: inRegion(question, question.arn("kms", name)),
    targetKeyArn: inRegion(question, question.arn("kms", `key/${question.text("targetKeyId")}`)),
  })),
  "aws:iam/role:Role": named("name", ({ arn, hex }, name) => ({
    arn: arn("iam", `role/${name}`, "global"),
    uniqueId: `AROA${hex(17).toUpperCase()}`,
  })),
  "aws:iam/policy:Policy": (question) => {
    const arn = question.arn("iam", `policy/${question.text("name") || question.name}`, "global");
    return { id: arn, arn, policyId: `ANPA${question.hex(17).toUpperCase()}` };
  },
  "aws:iam/rolePolicy:RolePolicy": ({ name, text }) => ({ id: `${text("role")}:${text("name") || name}` }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ hex, text }) => ({
    id: `${text("role")}-${hex(26)}`,
  }),
  "aws:secretsmanager/secret:Secret": (question) => {
    const name = nameFor(question);
    const arn = question.arn("secretsmanager", `secret:${name}-${question.hex(6, "suffix")}`);
    return { id: arn, arn, name };
  },
  "aws:secretsmanager/secretVersion:SecretVersion": secretVersion,
  "aws:secretsmanager/secretPolicy:SecretPolicy": ({ text }) => ({ id: text("secretArn") }),
  "aws:secretsmanager/secretRotation:SecretRotation": ({ text }) => ({
    id: text("secretId"),
    rotationEnabled: true,
  }),
  "random:index/randomPassword:RandomPassword": ({ hex, inputs }) => {
    const length = typeof inputs.length === "number" ? inputs.length : 32;
    return {
      id: "none",
      result: hex(64)
        .repeat(1 + Math.floor(length / 64))
        .slice(0, length),
      bcryptHash: `$2a$10$${hex(53)}`,
    };
  },
};
