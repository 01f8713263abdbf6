import { describe, expect, it } from "vitest";
import { makers } from "../../readiness/program/made/makers.ts";
import { resolved } from "../../readiness/program/resolve.ts";
import { outputsOf } from "../engine/provider/shape.ts";

const place = { account: "444455556666", region: "eu-central-1", partition: "aws" };
const instance = "aws:rds/instance:Instance";

describe("the answers that stand in for AWS", () => {
  it("are the same each time, and another resource's are others", () => {
    const answer = resolved(instance, "main", { identifier: "a" }, place);

    expect(resolved(instance, "main", { identifier: "a" }, place)).toEqual(answer);
    expect(resolved(instance, "other", { identifier: "a" }, place).id).not.toBe(answer.id);
    expect(resolved(instance, "main", { identifier: "b" }, place).id).not.toBe(answer.id);
  });

  it("keep what the program set, and add what AWS makes", () => {
    const { state } = resolved(instance, "main", { identifier: "shop", port: 6432 }, place);

    expect(state).toMatchObject({
      identifier: "shop",
      port: 6432,
      arn: "arn:aws:rds:eu-central-1:444455556666:db:shop",
    });
    expect(state.masterUserSecrets).toEqual([expect.objectContaining({ secretStatus: "active" })]);
  });

  it("are about resource types and outputs that the packages really have", () => {
    const wrong = Object.keys(makers).flatMap((type) => {
      const outputs = outputsOf(type);
      const { state } = resolved(type, "x", {}, place);
      return Object.keys(state)
        .filter((key) => !outputs.has(key))
        .map((key) => `${type} ${key}`);
    });

    expect(wrong).toEqual([]);
  });

  it("give every bucket an ARN without account and region, and every role one without region", () => {
    expect(resolved("aws:s3/bucket:Bucket", "b", { bucket: "shop" }, place).state.arn).toBe(
      "arn:aws:s3:::shop",
    );
    expect(resolved("aws:iam/role:Role", "r", { name: "task" }, place).state.arn).toBe(
      "arn:aws:iam::444455556666:role/task",
    );
  });

  it.each([
    [
      "aws:wafv2/webAcl:WebAcl",
      { name: "shop", scope: "CLOUDFRONT", region: "us-east-1" },
      /^arn:aws:wafv2:us-east-1:444455556666:global\/webacl\/shop\/[0-9a-f-]{36}$/,
    ],
    [
      "aws:wafv2/webAcl:WebAcl",
      { name: "shop", scope: "REGIONAL" },
      /^arn:aws:wafv2:eu-central-1:444455556666:regional\/webacl\/shop\/[0-9a-f-]{36}$/,
    ],
    [
      "aws:acm/certificate:Certificate",
      { region: "us-east-1" },
      /^arn:aws:acm:us-east-1:444455556666:certificate\/[0-9a-f-]{36}$/,
    ],
    [
      "aws:cloudfront/distribution:Distribution",
      {},
      /^arn:aws:cloudfront::444455556666:distribution\/E[0-9A-F]{13}$/,
    ],
  ])("say of %s %j where it stands", (type, inputs, arn) => {
    expect(resolved(type, "x", inputs, place).state.arn).toMatch(arn);
  });

  it("answer one validation record for each name of a certificate", () => {
    const { state } = resolved(
      "aws:acm/certificate:Certificate",
      "c",
      { domainName: "a.example", subjectAlternativeNames: ["b.example", "a.example"] },
      place,
    );

    expect(state.domainValidationOptions).toEqual([
      expect.objectContaining({ domainName: "a.example", resourceRecordType: "CNAME" }),
      expect.objectContaining({ domainName: "b.example", resourceRecordType: "CNAME" }),
    ]);
  });
});
