import { DescribeImageScanFindingsCommand, ECRClient } from "@aws-sdk/client-ecr";
import { type Condition, condition } from "../condition.ts";
import { besidePinned, pinnedOf, placeOf, seekImages, shortImage } from "../images.ts";
import { bounded, type Session } from "../session.ts";
import type { Part } from "./part.ts";

/** Every image is in its registry, and its scan found nothing critical or high. */
export const images: Part = {
  name: "images",
  requirements: ["C08", "G10", "G18"],
  look: async ({ trial: { target }, session }) => {
    const sought = await seekImages({ ...pinnedOf(target.config), ...besidePinned(target.config) }, session);
    const gone = sought.filter(({ state }) => state !== "there");
    const own = [...new Set(Object.values(pinnedOf(target.config)))].sort();
    const scans = await Promise.all(own.map((image) => scanOf(image, session)));
    return [
      condition("images", gone.length === 0 && sought.length > 0, {
        found:
          gone.length > 0
            ? gone.map(({ image, why }) => `${shortImage(image)}: ${why}`).join(", ")
            : `${sought.length} are in their registries`,
        todo: "push what is missing, or pin an image that is there",
      }),
      ...scans,
    ];
  },
};

async function scanOf(image: string, session: Session): Promise<Condition> {
  const name = `scan of ${shortImage(image)}`;
  const todo = "build it on a mended base, push it and pin it; a scan that is still running takes minutes";
  const place = placeOf(image);
  if (!place) return condition(name, false, { found: "not proven: only ECR can be asked", todo });
  const { registryId, region, repositoryName, imageDigest } = place;
  const ecr = new ECRClient({ region, ...bounded(30) });
  const question = new DescribeImageScanFindingsCommand({
    registryId,
    repositoryName,
    imageId: { imageDigest },
  });
  const found = await session.find(
    `read the scan of ${shortImage(image)}`,
    "ecr:DescribeImageScanFindings on its repository",
    ["ScanNotFoundException", "ImageNotFoundException", "RepositoryNotFoundException"],
    () => ecr.send(question),
  );
  const status = found?.imageScanStatus?.status;
  // ACTIVE: Inspector scans it again whenever something new is known.
  if (status !== "COMPLETE" && status !== "ACTIVE")
    return condition(name, false, {
      found: `not proven: ${status?.toLowerCase() ?? "it was never scanned"}`,
      todo,
    });
  const { CRITICAL = 0, HIGH = 0 } = found?.imageScanFindings?.findingSeverityCounts ?? {};
  return condition(name, CRITICAL + HIGH === 0, { found: `${CRITICAL} critical, ${HIGH} high`, todo });
}
