import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { Image } from "../../config/shape/services.ts";
import { arnOf, type Place } from "../place.ts";
import { fingerprint } from "./fingerprint.ts";
import { repository } from "./repository.ts";

/** An image that cannot change under a running service, and the repository of ours that it is pulled from, if any. */
export interface PinnedImage {
  readonly ref: pulumi.Input<string>;
  readonly repositoryArn?: string;
}

export interface ImageArgs {
  readonly place: Place;
  readonly keyArn: pulumi.Input<string>;
}

/**
 * A digest as it is; a tag resolved to its digest once, at deploy; or a folder built and pushed to a repository of the
 * stack's own. The last two are known only after a deploy, so production's floor refuses them (C08).
 * Docker's own login reaches the registry: no credential enters the state.
 */
export function imageOf(
  id: string,
  image: Image,
  { place, keyArn }: ImageArgs,
  parent: pulumi.Resource,
): PinnedImage {
  if ("digest" in image) return pinned(image.digest, image.digest, place);
  if ("tag" in image) {
    const found = new docker.RemoteImage(
      `${id}-image`,
      { name: image.tag, keepLocally: true, platform },
      { parent },
    );
    return pinned(found.repoDigest, image.tag, place);
  }
  const name = `${place.prefix}/${id}`;
  const built = new docker.Image(
    `${id}-image`,
    {
      imageName: repository(id, { name, keyArn }, parent).apply(
        (url) => `${url}:${fingerprint(image.build.context)}`,
      ),
      build: {
        context: image.build.context,
        dockerfile: `${image.build.context}/${image.build.dockerfile}`,
        platform,
      },
    },
    { parent },
  );
  return { ref: built.repoDigest, repositoryArn: arnOf(place, "ecr", `repository/${name}`) };
}

const platform = "linux/amd64";

/** Images in ECR are pulled with a right on exactly their repository; public ones need none. */
function pinned(ref: pulumi.Input<string>, name: string, place: Place): PinnedImage {
  const inEcr = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^@:]+)/.exec(name);
  const [, account, region, repositoryName] = inEcr ?? [];
  if (!account || !region) return { ref };
  return { ref, repositoryArn: arnOf({ ...place, account, region }, "ecr", `repository/${repositoryName}`) };
}
