import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  paginateListTaskDefinitions,
} from "@aws-sdk/client-ecs";
import type { HookQuestion } from "../shared/hook.ts";
import { Stopped } from "../shared/log.ts";
import type { Family } from "../shared/one-off.ts";

/** What asks to be let in. */
export interface Asking {
  /** Its service revision, of which each deployment makes a new one ("Amazon ECS service revisions"). */
  readonly revision: string;
  /** Since when it is being deployed. */
  readonly since: Date;
  /** Of its containers, `repository@sha256:…`. */
  readonly images: readonly string[];
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Digests of what serves now, whatever was tried since that was deployed. */
  readonly serving: readonly string[];
}

/** The release's own one-off tasks, by the ARNs of their revisions, and the image that they share with it. */
export interface ReleaseTasks {
  readonly image: string;
  readonly migrate: string;
  readonly verify: string;
}

/** What is known of a release; what cannot be told of it is thrown. */
export interface Releases {
  asking(question: HookQuestion): Promise<Asking>;
  tasks(images: readonly string[]): Promise<ReleaseTasks>;
}

/** `sha256:…`, where an image is pinned by it. */
export const digestOf = (image: string): string | undefined => /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1];

/** So many revisions of a task are looked through, newest first: what is older is beyond every window of going back. */
const lookedThrough = 200;

export const releasesOf = (
  client: ECSClient,
  families: { readonly migrate: Family; readonly verify: Family },
): Releases => {
  const containersOf = async (taskDefinition: string | undefined) =>
    taskDefinition === undefined
      ? []
      : ((await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition
          ?.containerDefinitions ?? []);

  const imagesOf = async (taskDefinition: string | undefined): Promise<readonly string[]> =>
    (await containersOf(taskDefinition)).flatMap(({ image = "" }) => (digestOf(image) ? [image] : []));

  /** The newest revision of a task that runs one of these images. */
  async function revisionOf({ family, container }: Family, images: readonly string[]) {
    let looked = 0;
    const asked = { familyPrefix: family, status: "ACTIVE", sort: "DESC" } as const;
    for await (const { taskDefinitionArns = [] } of paginateListTaskDefinitions({ client }, asked)) {
      for (const arn of taskDefinitionArns) {
        const image = (await containersOf(arn)).find(({ name }) => name === container)?.image;
        if (image !== undefined && images.includes(image)) return { arn, image };
      }
      looked += taskDefinitionArns.length;
      if (looked >= lookedThrough) break;
    }
    throw new Stopped(`no active revision of ${family} runs ${images.join(" or ")}`);
  }

  async function sourcesOf(deployment: string): Promise<readonly string[]> {
    const { serviceDeployments = [] } = await client.send(
      new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [deployment] }),
    );
    const [found] = serviceDeployments;
    if (found === undefined) throw new Stopped(`ECS does not describe ${deployment}`);
    return (found.sourceServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []);
  }

  return {
    async asking({ targetRevision, deployment }) {
      if (deployment === null) throw new Stopped("the event names no service deployment");
      const sources = (await sourcesOf(deployment)).filter((arn) => arn !== targetRevision);
      const { serviceRevisions = [] } = await client.send(
        new DescribeServiceRevisionsCommand({ serviceRevisionArns: [targetRevision, ...sources] }),
      );
      const target = serviceRevisions.find(({ serviceRevisionArn }) => serviceRevisionArn === targetRevision);
      if (!target?.createdAt) throw new Stopped(`ECS does not describe ${targetRevision}`);
      const { subnets = [], securityGroups = [] } = target.networkConfiguration?.awsvpcConfiguration ?? {};
      const images = await imagesOf(target.taskDefinition);
      if (images.length === 0) throw new Stopped(`${targetRevision} runs no image that is pinned by digest`);
      const others = serviceRevisions.filter((revision) => revision !== target);
      const served = await Promise.all(others.map(({ taskDefinition }) => imagesOf(taskDefinition)));
      return {
        revision: targetRevision,
        since: target.createdAt,
        images,
        subnets,
        securityGroups,
        serving: [...new Set(served.flat().flatMap((image) => digestOf(image) ?? []))],
      };
    },

    async tasks(images) {
      const { arn: migrate, image } = await revisionOf(families.migrate, images);
      return { image, migrate, verify: (await revisionOf(families.verify, [image])).arn };
    },
  };
};
