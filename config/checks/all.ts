import {
  cacheHasAddress,
  databaseHasAddress,
  oneAddress,
  oneReplica,
  readerHasReplica,
} from "./addresses.ts";
import { copyElsewhere, tablesOnce } from "./backups.ts";
import { boundaryHere } from "./boundary.ts";
import { calls } from "./calls.ts";
import type { Check } from "./check.ts";
import { connections } from "./connections.ts";
import { cronReferences, missedLater, schedules, timezones } from "./crons.ts";
import { directTasks, migrateDirectly, releaseTasks } from "./direct.ts";
import { egressOutside, egressRules } from "./egress.ts";
import { filled, oneSource } from "./environment.ts";
import { families } from "./families.ts";
import { askedOnce, askedOneWay } from "./health.ts";
import { frontendAlone, frontendInZone, hostsInZone, originsInZone, senderInZone } from "./hosts.ts";
import { addressUsed, isolation, signsIn } from "./isolation.ts";
import { nameLengths } from "./limits.ts";
import { endpoints, imageRegion, zones } from "./network.ts";
import { frontendCallsTls, percentiles, storageRoom, twoPeople, waiversOnce } from "./promises.ts";
import { queuesOnce, queuesSomewhere } from "./queues.ts";
import {
  cacheReferences,
  differingVariables,
  providerReferences,
  serviceReferences,
  taskReferences,
  usesOnce,
} from "./references.ts";
import { migrationGates, schemaVersions, verifiesItself } from "./release.ts";
import { balancerName, ownGroups, ownNames } from "./reserved.ts";
import { operationsOnce, reached, routesOnce, somethingServed, wildcards } from "./routes.ts";
import { signedByKeys, tokenLife } from "./signing-keys.ts";
import { drains } from "./timing.ts";

/** Everything that is claimed over more than one key. A new check is one import and one line. */
export const checks: readonly Check[] = [
  serviceReferences,
  taskReferences,
  cronReferences,
  families,
  calls,
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
  askedOneWay,
  askedOnce,
  drains,
  isolation,
  egressOutside,
  egressRules,
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
  schemaVersions,
  migrationGates,
  verifiesItself,
  queuesSomewhere,
  queuesOnce,
  schedules,
  missedLater,
  timezones,
  copyElsewhere,
  tablesOnce,
  boundaryHere,
  nameLengths,
  balancerName,
  ownNames,
  ownGroups,
  storageRoom,
  percentiles,
  waiversOnce,
  twoPeople,
  frontendCallsTls,
];
