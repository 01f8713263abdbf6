import {
  cacheHasAddress,
  databaseHasAddress,
  oneAddress,
  oneReplica,
  readerHasReplica,
} from "./addresses.ts";
import { copyElsewhere, tablesOnce } from "./backups.ts";
import { boundaryHere } from "./boundary.ts";
import { demotedOnce, demotionsReached, frozenAsDeclared, pausedWorkers, rateTighter } from "./breakers.ts";
import { calls } from "./calls.ts";
import type { Check } from "./check.ts";
import { connections } from "./connections.ts";
import { cronReferences, missedLater, schedules, timezones } from "./crons.ts";
import { directTasks, migrateDirectly, releaseTasks } from "./direct.ts";
import { egressOutside, egressRules } from "./egress.ts";
import { emailDeclared, emailKept, mailFromAlone } from "./email.ts";
import { filled, oneSource } from "./environment.ts";
import { families } from "./families.ts";
import { countedOnce, credentialsMeant, uploadsMeant, uploadsOnce } from "./firewall.ts";
import { frontendAlone, frontendHasCdn, frontendInZone, frontendServed } from "./frontend.ts";
import { askedOnce, askedOneWay } from "./health.ts";
import { hostsInZone, originsInZone, senderInZone } from "./hosts.ts";
import { addressUsed, isolation, signsIn } from "./isolation.ts";
import { nameLengths } from "./limits.ts";
import { logFields, maskedOnce } from "./logs.ts";
import { endpoints, imageRegion, zones } from "./network.ts";
import { errorsReachTracker, frontendCallsKnown, frontendCallsTls, scriptsFromOrigins } from "./pages.ts";
import { probedOnce, probesClosed, probesReached, strangersProvided } from "./probes.ts";
import { percentiles, storageRoom, twoPeople, waiversOnce } from "./promises.ts";
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
import { operationsCounted, reached, routesOnce, somethingServed, wildcards } from "./routes.ts";
import { signedByKeys, tokenLife } from "./signing-keys.ts";
import { protectedReached, verifiedWhereRolling } from "./surface.ts";
import { besideCollector, collectorFits, collectorRegion, metricsCollected } from "./telemetry.ts";
import { drains } from "./timing.ts";
import { errorsTracked, pagesTracked, trackerProvided, trackersApart } from "./tracking.ts";
import { oneBody, ownWordsKept, stepsOnce, trialSecrets, trialsReached, wordsKept } from "./trials.ts";

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
  emailDeclared,
  emailKept,
  mailFromAlone,
  frontendAlone,
  frontendServed,
  frontendHasCdn,
  scriptsFromOrigins,
  originsInZone,
  zones,
  endpoints,
  imageRegion,
  somethingServed,
  routesOnce,
  wildcards,
  reached,
  operationsCounted,
  protectedReached,
  verifiedWhereRolling,
  countedOnce,
  uploadsOnce,
  uploadsMeant,
  credentialsMeant,
  demotionsReached,
  demotedOnce,
  frozenAsDeclared,
  rateTighter,
  pausedWorkers,
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
  logFields,
  maskedOnce,
  percentiles,
  waiversOnce,
  twoPeople,
  probesReached,
  probesClosed,
  probedOnce,
  strangersProvided,
  frontendCallsTls,
  frontendCallsKnown,
  errorsReachTracker,
  collectorFits,
  collectorRegion,
  besideCollector,
  metricsCollected,
  trackerProvided,
  trackersApart,
  errorsTracked,
  pagesTracked,
  trialsReached,
  stepsOnce,
  wordsKept,
  ownWordsKept,
  trialSecrets,
  oneBody,
];
