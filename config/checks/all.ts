import {
  cacheHasAddress,
  databaseHasAddress,
  oneAddress,
  oneReplica,
  readerHasReplica,
} from "./addresses.ts";
import { copyElsewhere, tablesOnce } from "./backups.ts";
import { boundaryHere } from "./boundary.ts";
import type { Check } from "./check.ts";
import { connections } from "./connections.ts";
import { directTasks, migrateDirectly, releaseTasks } from "./direct.ts";
import { filled, oneSource } from "./environment.ts";
import { frontendAlone, frontendInZone, hostsInZone, originsInZone, senderInZone } from "./hosts.ts";
import { addressUsed, isolation, signsIn } from "./isolation.ts";
import { nameLengths } from "./limits.ts";
import { endpoints, imageRegion, zones } from "./network.ts";
import { frontendCallsTls, percentiles, storageRoom, twoPeople, waiversOnce } from "./promises.ts";
import {
  cacheReferences,
  differingVariables,
  providerReferences,
  serviceReferences,
  taskReferences,
  usesOnce,
} from "./references.ts";
import { balancerName, ownNames } from "./reserved.ts";
import { operationsOnce, reached, routesOnce, somethingServed, wildcards } from "./routes.ts";
import { signedByKeys, tokenLife } from "./signing-keys.ts";

/** Everything that is claimed over more than one key. A new check is one import and one line. */
export const checks: readonly Check[] = [
  serviceReferences,
  taskReferences,
  providerReferences,
  cacheReferences,
  differingVariables,
  usesOnce,
  filled,
  oneSource,
  hostsInZone,
  frontendInZone,
  senderInZone,
  frontendAlone,
  originsInZone,
  zones,
  endpoints,
  imageRegion,
  somethingServed,
  routesOnce,
  wildcards,
  reached,
  operationsOnce,
  isolation,
  addressUsed,
  signsIn,
  oneAddress,
  readerHasReplica,
  oneReplica,
  databaseHasAddress,
  cacheHasAddress,
  connections,
  tokenLife,
  signedByKeys,
  releaseTasks,
  directTasks,
  migrateDirectly,
  copyElsewhere,
  tablesOnce,
  boundaryHere,
  nameLengths,
  balancerName,
  ownNames,
  storageRoom,
  percentiles,
  waiversOnce,
  twoPeople,
  frontendCallsTls,
];
