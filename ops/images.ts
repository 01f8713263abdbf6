import { DescribeImagesCommand, ECRClient } from "@aws-sdk/client-ecr";
import type { Config } from "../config/schema.ts";
import { bounded, type Session } from "./session.ts";

/** What each service is to run, by its name, where the stack file says so by digest: repository@sha256:… */
export const pinnedOf = ({ services }: Config): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(services).flatMap(([id, { image }]) => ("digest" in image ? [[id, image.digest]] : [])),
  );

/** What runs beside services, where the file says so by digest: without it, no task of theirs starts. */
export const besidePinned = ({ telemetry }: Config): Readonly<Record<string, string>> =>
  telemetry !== undefined && "digest" in telemetry.collector ? { collector: telemetry.collector.digest } : {};

export interface Sought {
  readonly image: string;
  readonly services: readonly string[];
  /** Only ECR can be asked: of any other registry nothing is known before a task is started. */
  readonly state: "there" | "missing" | "not proven";
  readonly why?: string;
}

/** Looks for each image in its registry, by digest (C08): one that is not there would fail when tasks start. */
export function seekImages(
  images: Readonly<Record<string, string>>,
  session: Session,
): Promise<readonly Sought[]> {
  const groups = Map.groupBy(Object.entries(images), ([, image]) => image);
  return Promise.all(
    [...groups].map(async ([image, users]) => {
      const services = users.map(([id]) => id);
      return { image, services, ...(await seek(image, session)) };
    }),
  );
}

async function seek(image: string, session: Session): Promise<Pick<Sought, "state" | "why">> {
  const place = placeOf(image);
  if (place === undefined) return { state: "not proven", why: "only ECR can be asked" };
  const { registryId, region, repositoryName, imageDigest } = place;
  const ecr = new ECRClient({ region, ...bounded(30) });
  const where = `in ECR of account ${registryId} ${region}`;
  const question = new DescribeImagesCommand({ registryId, repositoryName, imageIds: [{ imageDigest }] });
  const found = await session.find(
    `look for ${image}`,
    `ecr:DescribeImages on repository ${repositoryName} of account ${registryId}`,
    absent,
    () => ecr.send(question),
  );
  return (found?.imageDetails ?? []).length > 0
    ? { state: "there" }
    : { state: "missing", why: `no such digest in ${repositoryName} ${where}` };
}

const absent = ["ImageNotFoundException", "RepositoryNotFoundException"];

/** Account, region and repository are in the reference itself. */
export function placeOf(image: string) {
  const parts =
    /^(\d{12})\.dkr\.ecr\.([a-z\d-]+)\.amazonaws\.com(?:\.cn)?\/([^@:]+)@(sha256:[\da-f]{64})$/.exec(image);
  const [, registryId, region, repositoryName, imageDigest] = parts ?? [];
  return registryId && region && repositoryName && imageDigest
    ? { registryId, region, repositoryName, imageDigest }
    : undefined;
}

/** As people tell images apart: `prospector-api@3d2f9a0c7b1e`. */
export const shortImage = (image: string): string =>
  image.replace(/^.*\/(?=[^/]+$)/, "").replace(/@sha256:([\da-f]{12})[\da-f]*$/, "@$1");
