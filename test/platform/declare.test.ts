import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { declare, unknown } from "./declare.ts";

class Part extends pulumi.ComponentResource {
  constructor(type: string, name: string, child: string, opts: pulumi.ComponentResourceOptions = {}) {
    super(type, name, {}, opts);
    new aws.sns.Topic(child, {}, { parent: this, ...(child === "new" && { aliases: [{ name: "old" }] }) });
  }
}

describe("declaring a program", () => {
  it("leaves unknown what AWS makes, and says what it was computed from", async () => {
    const plan = await declare(() => {
      const topic = new aws.sns.Topic("topic", { name: "pages" });
      new aws.sns.TopicPolicy("policy", { arn: topic.arn, policy: topic.name });
    });
    expect(plan.get("aws:sns/topicPolicy:TopicPolicy", "policy").inputs).toEqual({
      arn: unknown,
      policy: "pages",
    });
    expect(plan.get("aws:sns/topicPolicy:TopicPolicy", "policy").uses("arn")).toEqual(["topic"]);
  });

  it("refuses to pick one of several, or one of none", async () => {
    const plan = await declare(() => [new aws.sns.Topic("a"), new aws.sns.Topic("b")]);
    expect(() => plan.only("aws:sns/topic:Topic")).toThrow("there are 2 of aws:sns/topic:Topic, not one");
    expect(() => plan.only("aws:s3/bucket:Bucket")).toThrow("there are 0 of aws:s3/bucket:Bucket, not one");
  });

  it("knows what a resource was called before: by its own alias, and by its parent's", async () => {
    const before = await declare(() => new Part("a:b:Old", "part", "old"));
    const renamed = await declare(() => new Part("a:b:Old", "part", "new"));
    const retyped = await declare(
      () => new Part("a:b:New", "part", "old", { aliases: [{ type: "a:b:Old" }] }),
    );
    const lost = await declare(() => new Part("a:b:New", "part", "old"));

    const { identity } = before.get("aws:sns/topic:Topic", "old");
    expect(identity).toBe("a:b:Old$aws:sns/topic:Topic::old");
    expect(renamed.get("aws:sns/topic:Topic", "new").formerly).toEqual([identity]);
    expect(retyped.get("aws:sns/topic:Topic", "old").formerly).toEqual([identity]);
    expect(lost.get("aws:sns/topic:Topic", "old").formerly).toEqual([]);
  });
});
