import type { KindName } from "../../evidence/kinds.ts";

export const phaseNames = ["t-30", "t-10", "t0", "t60"] as const;
export type PhaseName = (typeof phaseNames)[number];

/** On which stack a step acts: the one that is launched, or staging, which tries its release before it. */
export type On = "here" | "staging";

/** One step of the go-live card: a command as people type it. */
export interface Step {
  readonly id: string;
  readonly says: string;
  readonly requirements: readonly string[];
  readonly on: On;
  /** Typed after `./golive`; {stack} and {pages} stand for what they say. */
  readonly command: string;
  /** Options of the cutover that the command knows too. */
  readonly takes: readonly Passed[];
  /** The record that shows it done for this release, so that it is not done again; without one it is always done. */
  readonly shownBy?: KindName;
  /** What it looks at passes: a record of this release shows it done for good, for nobody could look again. */
  readonly once?: true;
  /** It is about the stack, whatever that runs: a record of another release shows it done too, for so many days. */
  readonly withinDays?: number;
  /** It is about a deployment: a record from before the release was gone back from says nothing of its next one. */
  readonly ofDeployment?: true;
  /** Left out, and said so, where that option is not given. */
  readonly onlyWith?: "pages" | "sign-with";
  /** Left out of a rehearsal on staging: its own records are what the verdict on production rests on. */
  readonly onlyIn?: "production";
  /** Left out of what is tried elsewhere than on the stack itself. */
  readonly notIn?: "rehearsal";
}

/** Options that are passed on. */
export type Passed =
  | "approved"
  | "commit"
  | "directory"
  | "evidence"
  | "trial"
  | "exec"
  | "here"
  | "facts"
  | "push"
  | "sign-with"
  | "logs"
  | "minutes"
  | "repository"
  | "out";

export interface Phase {
  readonly says: string;
  readonly steps: readonly Step[];
}

/** The go-live card (K03–K06): what is done half an hour before, ten minutes before, at the moment, and an hour after. */
export const phases: Readonly<Record<PhaseName, Phase>> = {
  "t-30": {
    says: "half an hour before: the gates, a minute of load, a smoke test",
    steps: [
      {
        id: "gate",
        says: "the plan is ready",
        requirements: ["K03", "K01"],
        on: "here",
        command: "gate --stack {stack}",
        takes: ["directory"],
      },
      {
        id: "preflight",
        says: "secrets, images, alarms, quotas, CI and scans are as they must be",
        requirements: ["K01", "G18"],
        on: "here",
        command: "ops preflight {stack}",
        takes: ["directory", "trial"],
        shownBy: "preflight",
      },
      {
        id: "load",
        says: "the expected load is answered in less than 250 ms on average",
        requirements: ["K03"],
        on: "staging",
        command: "ops load {stack} --yes",
        takes: ["directory", "trial", "minutes"],
        shownBy: "load",
      },
      // After the load: it ends with a burst, and then the firewall refuses this address for a while.
      {
        id: "smoke",
        says: "the release works on staging",
        requirements: ["G12", "G18"],
        on: "staging",
        command: "ops smoke {stack} --yes",
        takes: ["directory", "trial", "logs"],
        shownBy: "smoke",
      },
    ],
  },
  "t-10": {
    says: "ten minutes before: the schema, and a backup that was restored",
    steps: [
      {
        id: "migrate",
        says: "backed up, migrated and verified on staging",
        requirements: ["K04", "C13"],
        on: "staging",
        command: "ops migrate {stack} --yes",
        takes: ["directory", "trial", "here"],
        shownBy: "migrate",
      },
      {
        id: "restore",
        says: "a backup was restored, read and timed",
        requirements: ["K04", "K21"],
        on: "here",
        command: "ops restore-drill {stack} --yes",
        takes: ["directory", "trial", "exec"],
        shownBy: "restore",
        // AWS Backup restores every week by itself, and that is looked at a day later.
        withinDays: 8,
      },
    ],
  },
  t0: {
    says: "the moment: a signed GO, 5 % of the traffic, ten minutes of watching, all of it",
    steps: [
      {
        id: "go",
        says: "the verdict is GO",
        requirements: ["K25", "G18"],
        on: "here",
        command: "gate --go-live --stack {stack}",
        onlyIn: "production",
        takes: ["directory", "evidence", "facts"],
      },
      {
        id: "sign",
        says: "an approver signs it",
        requirements: ["K25"],
        on: "here",
        command: "ops go {stack} --yes",
        onlyIn: "production",
        takes: ["directory", "evidence", "facts", "sign-with"],
        onlyWith: "sign-with",
      },
      {
        id: "up",
        says: "deployed: migrated first, then traffic in steps",
        requirements: ["K05", "G16"],
        on: "here",
        command: "up {stack} --yes",
        notIn: "rehearsal",
        takes: ["approved", "commit"],
      },
      // New pages may call what only the new services answer, and the old pages go on with both.
      {
        id: "pages",
        says: "the pages that go with it are published",
        requirements: ["G16", "P01"],
        on: "here",
        command: "ops frontend publish {pages} {stack} --yes",
        takes: ["directory"],
        onlyWith: "pages",
      },
      {
        id: "canary",
        says: "the canary bore its traffic within the objectives",
        requirements: ["K05", "P16"],
        on: "here",
        command: "ops canary watch {stack}",
        takes: ["directory", "trial"],
        shownBy: "canary",
        once: true,
        ofDeployment: true,
      },
      {
        id: "smoke-after",
        says: "it works where users are",
        requirements: ["G17", "W04"],
        on: "here",
        command: "ops smoke {stack} --yes",
        takes: ["directory", "trial", "logs"],
      },
    ],
  },
  t60: {
    says: "an hour after: the objectives held, and the report is written",
    steps: [
      {
        id: "watch",
        says: "an hour stayed within the objectives",
        requirements: ["K06", "G17", "C20"],
        on: "here",
        command: "ops watch {stack} --window 60m",
        takes: ["directory", "trial", "minutes"],
        shownBy: "watch-60m",
        ofDeployment: true,
      },
      {
        id: "sanity",
        says: "everything answers as it must",
        requirements: ["K06", "K16"],
        on: "here",
        command: "emergency sanity {stack}",
        takes: ["directory", "trial"],
      },
      {
        id: "tag",
        says: "the commit carries the release's tag",
        requirements: ["C19"],
        on: "here",
        command: "ops tag {stack} --yes",
        takes: ["directory", "trial", "repository", "push"],
        shownBy: "tag",
      },
      {
        id: "report",
        says: "the deployment report is written",
        requirements: ["K06"],
        on: "here",
        command: "ops report {stack}",
        takes: ["directory", "trial", "facts", "out"],
      },
    ],
  },
};
