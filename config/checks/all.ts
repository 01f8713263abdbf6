import type { Check } from "./check.ts";
import { filled, oneSource } from "./environment.ts";
import { frontendAlone, frontendInZone, hostsInZone, originsInZone, senderInZone } from "./hosts.ts";
import { cacheAddress, isolation } from "./isolation.ts";
import { nameLengths, reservedNames } from "./limits.ts";
import { endpoints, imageRegion, zones } from "./network.ts";
import { frontendCallsTls, percentiles, storageRoom, twoPeople, waiversOnce } from "./promises.ts";
import { differingVariables, providerReferences, serviceReferences, taskReferences } from "./references.ts";
import { operationsOnce, reached, routesOnce, somethingServed, wildcards } from "./routes.ts";

/** Everything that is claimed over more than one key. A new check is one import and one line. */
export const checks: readonly Check[] = [
  serviceReferences,
  taskReferences,
  providerReferences,
  differingVariables,
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
  cacheAddress,
  nameLengths,
  reservedNames,
  storageRoom,
  percentiles,
  waiversOnce,
  twoPeople,
  frontendCallsTls,
];
