import { CreateRepositoryCommand, ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import { ECSClient, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { Moto } from "./moto.ts";

/** What `up` and `ops release` find around the services: registries, task definitions and the evidence bucket. */
export class PlatformInMoto {
  readonly evidence: { readonly Bucket: string };
  readonly s3: S3Client;
  readonly #ecr: ECRClient;
  readonly #ecs: ECSClient;

  constructor(moto: Moto, account: string) {
    this.evidence = { Bucket: `prospector-staging-evidence-${account}` };
    this.s3 = new S3Client({ ...moto.client, forcePathStyle: true });
    this.#ecr = new ECRClient(moto.client);
    this.#ecs = new ECSClient(moto.client);
  }

  async makeBucket(): Promise<void> {
    const LocationConstraint = "eu-central-1";
    await this.s3.send(
      new CreateBucketCommand({ ...this.evidence, CreateBucketConfiguration: { LocationConstraint } }),
    );
  }

  /** Pushes images by their references; moto takes the digest that it is told. */
  async push(images: readonly string[]): Promise<void> {
    for (const [repository, some] of Map.groupBy(images, (image) => image.split("@")[0] ?? "")) {
      const registryId = repository.slice(0, 12);
      const repositoryName = repository.slice(repository.indexOf("/") + 1);
      await this.#ecr.send(new CreateRepositoryCommand({ registryId, repositoryName }));
      for (const image of new Set(some)) {
        const imageManifest = JSON.stringify({ mediaType: "application/json", image });
        const [, imageDigest] = image.split("@");
        const imageTag = imageDigest?.slice(-12);
        await this.#ecr.send(
          new PutImageCommand({ registryId, repositoryName, imageManifest, imageDigest, imageTag }),
        );
      }
    }
  }

  /** A new revision of a family; returns its ARN. */
  async register(name: string, image: string): Promise<string> {
    const family = `prospector-staging-${name}`;
    const { taskDefinition } = await this.#ecs.send(
      new RegisterTaskDefinitionCommand({ family, containerDefinitions: [{ name, image, memory: 128 }] }),
    );
    return taskDefinition?.taskDefinitionArn ?? "";
  }
}
