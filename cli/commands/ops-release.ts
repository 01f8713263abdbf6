import { resolve } from "node:path";
import type { CommandModule } from "yargs";
import { mistyped } from "../../ops/errors.ts";
import { printable } from "../../ops/printable.ts";
import type { ReleaseRecord } from "../../ops/release/record.ts";
import type { ReleasesReport } from "../../ops/release.ts";
import type { Target } from "../../ops/target.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { root } from "../root.ts";
import { withJson } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface ReleaseOptions extends OpsOptions {
  readonly json: boolean;
  readonly most: number;
}

export const opsRelease: CommandModule<object, ReleaseOptions> = {
  command: "release <stack>",
  describe: "List the releases, which of them serves now, and whether the stack file says the same",
  builder: (yargs) =>
    withJson(withStack(yargs)).option("most", {
      type: "number",
      requiresArg: true,
      default: 20,
      describe: "How many releases, the newest first",
    }),
  handler: (options) => onStack(options, (target) => report(target, options)),
};

async function report(target: Target, { json, most, directory }: ReleaseOptions): Promise<ExitCode> {
  if (!Number.isInteger(most) || most < 1)
    throw new InputMistakes([mistyped("--most", most, "a whole number above 0")]);
  const [{ releasesReport }, { progress }] = await Promise.all([
    import("../../ops/release.ts"),
    import("../progress.ts"),
  ]);
  const line = progress([target.stack], "asking AWS about");
  line.step(target.stack, "asking what serves and what has served");
  const found = await releasesReport(target, most).finally(() => line.done());
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : await text(found));
  if (!json && found.serving !== null && found.fileDiffers.length === 0) await promise(target, directory);
  return found.serving === null ? exitCodes.notReady : exitCodes.ready;
}

/** What serves promises more than is written down: the next release may only add to it (K26). */
async function promise(target: Target, directory: string | undefined): Promise<void> {
  const { promisesMore } = await import("../../ops/surface/accept.ts");
  if (!promisesMore(target, directory === undefined ? root : resolve(directory))) return;
  process.stdout.write(`Its documents are new. Next:\n  ./golive ops surface accept ${target.typed} --yes\n`);
}

async function text(report: ReleasesReport): Promise<string> {
  const [{ pad, widthOf }, { shortImage }] = await Promise.all([
    import("../../readiness/report/text.ts"),
    import("../../ops/images.ts"),
  ]);
  const rows = report.releases.map((release) => [
    markOf(report, release),
    release.id,
    `${release.at.slice(0, 16).replace("T", " ")}Z`,
    release.by.split("/").at(-1) ?? release.by,
    release.commit?.slice(0, 12) ?? "no commit",
    `schema ${release.schema.version}${release.frontend === null ? "" : `, frontend ${release.frontend}`}`,
    [...new Set(Object.values(release.services).map(({ image }) => shortImage(image)))].join(", "),
    noteOf(report, release),
  ]);
  const widths = Array.from({ length: 8 }, (_, column) =>
    Math.max(0, ...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  const table = rows.map((row) =>
    `  ${row.map((cell, column) => pad(cell, widths[column] ?? 0)).join("  ")}`.trimEnd(),
  );
  return [
    `releases of ${report.stack} in ${report.account} ${report.region}`,
    `as ${report.who}`,
    "",
    ...(table.length > 0 ? table : ["  none is written down: `./golive up` does so when a release serves"]),
    "",
    ...verdict(report, shortImage),
    "",
  ].join("\n");
}

const markOf = ({ serving }: ReleasesReport, { id, result }: ReleaseRecord): string =>
  serving?.id === id ? "✔" : result === "serves" ? " " : "✘";

function noteOf(report: ReleasesReport, release: ReleaseRecord): string {
  const stands = standsOf(report, release);
  const { despite } = release;
  if (despite === undefined) return stands;
  return [stands, `deployed despite alarms: ${printable(despite)}`].filter((part) => part !== "").join("; ");
}

function standsOf({ serving }: ReleasesReport, { id, result }: ReleaseRecord): string {
  if (serving?.id === id) return serving.exactly ? "serves now" : "its images serve now, with other settings";
  return result === "serves" ? "" : result;
}

function verdict(report: ReleasesReport, short: (image: string) => string): readonly string[] {
  const { live, serving, fileDiffers } = report;
  const moving = Object.entries(live).flatMap(([id, one]) => (one.moving ? [id] : []));
  const serves = Object.entries(live).map(([id, { image }]) => `  ${id}: ${short(image)}`);
  return [
    ...(moving.length > 0 ? [`A deployment goes on: ${moving.join(", ")}.`] : []),
    ...(serving === null
      ? [
          serves.length > 0
            ? "What serves now is none of these releases:"
            : "Nothing serves: no service is deployed.",
          ...serves,
        ]
      : [`Release ${serving.id} serves${serving.exactly ? "" : " with its images, but other settings"}.`]),
    ...pages(report),
    ...(fileDiffers.length === 0
      ? ["The stack file names what serves."]
      : [
          "The stack file names other images:",
          ...fileDiffers.map(
            (one) => `  ${one.service}: ${short(one.file)}, while ${short(one.live)} serves`,
          ),
        ]),
  ];
}

/** Pages are published without a deployment, so another release's may serve. */
function pages({ serving, frontend, releases }: ReleasesReport): readonly string[] {
  const written = releases.find(({ id }) => id === serving?.id)?.frontend ?? null;
  return written === null || written === frontend
    ? []
    : [`Its frontend is ${written}, while ${frontend ?? "none that was published"} serves.`];
}
