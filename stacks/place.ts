import type { State } from "../components/identity/state.ts";
import type { Place } from "../components/place.ts";
import { partitionOf } from "../config/partition.ts";
import type { Config } from "../config/schema.ts";
import { stateNames } from "../config/state.ts";

/** What is known of every name and ARN before anything is made. */
export const placeOf = ({ product, environment, account, region, permissionsBoundary }: Config): Place => ({
  prefix: `${product}-${environment}`,
  account,
  region,
  partition: partitionOf(region),
  ...(permissionsBoundary && { permissionsBoundary }),
});

/** Where `./golive ops bootstrap` puts the stack's state, and the key that the stack file's secretsprovider names. */
export const stateOf = ({ prefix, account }: Place): State => stateNames(prefix, account);
