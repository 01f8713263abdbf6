import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../components/place.ts";
import { imageOf, type PinnedImage } from "../components/run/image.ts";
import type { Config } from "../config/schema.ts";
import { mapped } from "./records.ts";

export type PinnedImages = Readonly<Record<string, PinnedImage>>;

/** By service, what it runs: one-off tasks and cron jobs run the same. */
export const pinnedImages = (
  { services }: Config,
  place: Place,
  keyArn: pulumi.Input<string>,
  parent: pulumi.Resource,
): PinnedImages => mapped(services, ({ image }, id) => imageOf(id, image, { place, keyArn }, parent));
