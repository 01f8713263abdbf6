import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  type KeyMetadata,
  KMSClient,
  ListResourceTagsCommand,
  paginateListKeys,
} from "@aws-sdk/client-kms";
import { partitionOf } from "../../config/partition.ts";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";
import { missing, otherwise, type Part, right } from "./part.ts";
import type { KeyName } from "./secrets-provider.ts";

/** A key on the way to its alias is found again by this tag, should the way have been cut short. */
const meantFor = "pulumi-state-key";

/** The key that encrypts Pulumi's state: its secrets by the engine, its objects by S3. */
export class StateKey {
  readonly kms: KMSClient;
  readonly session: Session;
  readonly #name: KeyName;
  readonly #target: Target;

  constructor(target: Target, name: KeyName, session: Session) {
    this.kms = new KMSClient({ region: target.config.region, ...bounded(30) });
    this.#name = name;
    this.session = session;
    this.#target = target;
  }

  async find(id = this.#name.alias): Promise<KeyMetadata | undefined> {
    const send = () => this.kms.send(new DescribeKeyCommand({ KeyId: id }));
    const answer = await this.session.find(`look for ${id}`, "kms:DescribeKey", ["NotFoundException"], send);
    return answer?.KeyMetadata;
  }

  async arn(): Promise<string> {
    const arn = (await this.find())?.Arn;
    if (arn === undefined) throw new Error(`${this.#name.alias} is gone`);
    return arn;
  }

  part(): Part {
    return {
      what: `KMS key ${this.#name.alias}`,
      look: async () => {
        const key = await this.find();
        if (key === undefined) return missing;
        if (key.KeySpec !== "SYMMETRIC_DEFAULT" || key.KeyUsage !== "ENCRYPT_DECRYPT")
          return otherwise(
            `a ${key.KeySpec} key to ${key.KeyUsage}`,
            "name another alias in the stack file, or move this one by `aws kms update-alias`",
          );
        if (key.KeyState === "Enabled") return right;
        return otherwise(
          `${key.Arn} is ${key.KeyState}`,
          "somebody meant that: `aws kms cancel-key-deletion` and `aws kms enable-key` take it back",
        );
      },
      make: async () => {
        const id = (await this.#unnamed()) ?? (await this.#create());
        const send = () =>
          this.kms.send(new CreateAliasCommand({ AliasName: this.#name.alias, TargetKeyId: id }));
        await this.session.call(`name the key ${this.#name.alias}`, "kms:CreateAlias", send);
      },
    };
  }

  async #create(): Promise<string> {
    const { product, environment, owner, account, region } = this.#target.config;
    const tags = { product, environment, owner, "managed-by": "golive", [meantFor]: this.#name.alias };
    const policy = {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "IamOfThisAccountDecides",
          Effect: "Allow",
          Principal: { AWS: `arn:${partitionOf(region)}:iam::${account}:root` },
          Action: "kms:*",
          Resource: "*",
        },
      ],
    };
    const send = () =>
      this.kms.send(
        new CreateKeyCommand({
          KeySpec: "SYMMETRIC_DEFAULT",
          KeyUsage: "ENCRYPT_DECRYPT",
          Description: `Encrypts the Pulumi state of ${product} ${environment}`,
          Policy: JSON.stringify(policy),
          Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
        }),
      );
    const made = await this.session.call("make a KMS key", "kms:CreateKey and kms:TagResource", send);
    return made.KeyMetadata?.KeyId ?? "";
  }

  /** A key that an earlier run made and could not name any more. */
  async #unnamed(): Promise<string | undefined> {
    const look = async () => {
      for await (const { Keys = [] } of paginateListKeys({ client: this.kms }, {}))
        for (const { KeyId = "" } of Keys) if (await this.#isMeant(KeyId)) return KeyId;
      return undefined;
    };
    return await this.session.call("look for a key without a name", "kms:ListKeys", look);
  }

  async #isMeant(id: string): Promise<boolean> {
    // A key may keep its tags to itself; then it is not one of ours.
    const send = () => this.kms.send(new ListResourceTagsCommand({ KeyId: id }));
    const closed = ["AccessDeniedException", "NotFoundException"];
    const answer = await this.session.find("read a key's tags", "kms:ListResourceTags", closed, send);
    const tag = answer?.Tags?.find(({ TagKey }) => TagKey === meantFor);
    return tag?.TagValue === this.#name.alias && (await this.find(id))?.KeyState === "Enabled";
  }
}
