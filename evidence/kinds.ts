/** What a record must belong to, to count: this very release, or the stack whatever it runs. */
export type Bound = "release" | "stack";

/** Where it may have been tried: on the stack itself, or on staging with the same release (G12, P15). */
export type Where = "here" | "here or staging";

export interface Kind {
  /** What has been shown when it passed, for people. */
  readonly shows: string;
  readonly bound: Bound;
  readonly where: Where;
  /** A record counts for so long after it ended. */
  readonly maxAgeDays: number;
  /** It must have lasted so long, by its own measurement, to count outside a rehearsal. */
  readonly lastsMinutes?: number;
  /** Typed after `./golive`: what makes such a record; {stack} and {subject} stand for what they say. */
  readonly command: string;
  /** Records of one kind about several things, each of which must be there. */
  readonly subjects?: readonly string[];
}

const release = { bound: "release", where: "here or staging" } as const;
const stack = { bound: "stack", where: "here" } as const;

/** What can be tried, and for how long each trial counts. A kind that is not here proves nothing. */
export const kinds = {
  preflight: {
    ...release,
    where: "here",
    maxAgeDays: 1,
    command: "ops preflight {stack}",
    shows: "secrets, images, alarms, quotas, CI and scans were as they must be",
  },
  smoke: {
    ...release,
    maxAgeDays: 7,
    command: "ops smoke {stack} --yes",
    shows: "the declared steps worked from outside, and nobody got what is not theirs",
  },
  sanity: {
    ...stack,
    maxAgeDays: 1,
    command: "emergency sanity {stack}",
    shows: "every public address answered, every protected one refused",
  },
  load: {
    ...release,
    maxAgeDays: 7,
    lastsMinutes: 1,
    command: "ops load {stack} --yes",
    shows: "the expected load was answered fast enough for a minute",
  },
  soak: {
    ...stack,
    where: "here or staging",
    maxAgeDays: 30,
    lastsMinutes: 30,
    command: "ops soak {stack} --yes",
    shows: "three times the expected load was borne for half an hour without a 5xx",
  },
  "page-load": {
    ...release,
    maxAgeDays: 30,
    command: "ops page-load {stack} --yes",
    shows: "the first page loads within its limit in a real browser",
  },
  migrate: {
    ...release,
    maxAgeDays: 30,
    command: "ops migrate {stack} --yes",
    shows: "the schema is the release's, after a backup, and was verified",
  },
  "bootstrap-admin": {
    ...stack,
    maxAgeDays: 400,
    command: "ops bootstrap-admin {stack} --yes",
    shows: "the first administrator was made by the one-off task",
  },
  rotate: {
    ...stack,
    maxAgeDays: 90,
    command: "ops rotate {stack} --yes",
    shows: "signing keys and credentials were changed while the product ran",
  },
  restore: {
    ...stack,
    maxAgeDays: 31,
    command: "ops restore-drill {stack} --yes",
    shows: "a backup was restored beside the database, read and timed",
  },
  rollback: {
    ...stack,
    where: "here or staging",
    maxAgeDays: 90,
    lastsMinutes: 10,
    command: "ops rollback-drill {stack} --yes",
    shows: "the release before was put back, and served",
  },
  page: {
    ...stack,
    maxAgeDays: 90,
    command: "ops page {stack} --yes",
    shows: "a test page reached a person, who answered it",
  },
  email: {
    ...stack,
    maxAgeDays: 90,
    command: "ops email {stack} --yes",
    shows: "an e-mail left the product's domain and was taken",
  },
  providers: {
    ...stack,
    maxAgeDays: 7,
    command: "ops providers {stack}",
    shows: "each third party answered with the credential in use",
  },
  "error-test": {
    ...stack,
    maxAgeDays: 90,
    command: "ops error-test {stack} --yes",
    shows: "error tracking accepted a real error, sent as its SDKs send it",
  },
  canary: {
    ...release,
    maxAgeDays: 30,
    lastsMinutes: 10,
    command: "ops canary watch {stack}",
    shows: "the canary bore real traffic within the objectives, and was promoted",
  },
  "canary-abort": {
    ...stack,
    where: "here or staging",
    maxAgeDays: 90,
    lastsMinutes: 10,
    command: "ops canary abort {stack} --drill --yes",
    shows: "a canary's traffic was taken back to 0 %",
  },
  demote: {
    ...stack,
    where: "here or staging",
    maxAgeDays: 90,
    command: "emergency demote {stack} --drill --yes",
    shows: "one path was closed and opened again",
  },
  freeze: {
    ...stack,
    where: "here or staging",
    maxAgeDays: 90,
    command: "emergency freeze {stack} --drill --yes",
    shows: "the public surface was closed and opened again",
  },
  "watch-60m": {
    ...release,
    maxAgeDays: 30,
    lastsMinutes: 60,
    command: "ops watch {stack} --window 60m",
    shows: "an hour after a deployment stayed within the objectives",
  },
  "watch-24h": {
    ...stack,
    where: "here or staging",
    maxAgeDays: 31,
    lastsMinutes: 1440,
    command: "ops watch {stack} --window 24h",
    shows: "a day stayed within the objectives",
  },
  report: {
    ...release,
    maxAgeDays: 30,
    command: "ops report {stack}",
    shows: "the deployment report was written",
  },
  drumbeat: {
    ...stack,
    where: "here or staging",
    maxAgeDays: 8,
    command: "ops drumbeat weekly {stack} --yes",
    shows: "pool, backups, alarms and load were reviewed",
  },
  incident: {
    ...stack,
    where: "here or staging",
    maxAgeDays: 400,
    command: "ops incident {stack} --drill --yes",
    shows: "stakeholders were told of an incident, or of its rehearsal, and its timeline was kept",
  },
  tag: {
    ...release,
    maxAgeDays: 400,
    command: "ops tag {stack} --yes",
    shows: "the commit that was tried carries the release's tag",
  },
  compose: {
    ...stack,
    where: "here or staging",
    maxAgeDays: 90,
    command: "ops compose {stack} --up --yes",
    shows: "the product ran in containers on one machine",
  },
  signoff: {
    ...stack,
    maxAgeDays: 365,
    command: "ops signoff {subject} {stack} --by NAME --yes",
    shows: "what people must judge was judged by a person",
    subjects: ["gdpr-audit", "privacy-policy", "terms", "cookie-consent", "browsers", "responsive"],
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as readonly KindName[] as readonly [KindName, ...KindName[]];
export const kindOf = (name: KindName): Kind => kinds[name];
