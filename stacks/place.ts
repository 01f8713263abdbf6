import type { Place } from "../components/place.ts";
import { partitionOf } from "../config/partition.ts";
import type { Config } from "../config/schema.ts";

/** What is known of every name and ARN before anything is made. */
export const placeOf = ({ product, environment, account, region }: Config): Place => ({
  prefix: `${product}-${environment}`,
  account,
  region,
  partition: partitionOf(region),
});
