import type { CommandModule } from "yargs";
import type { FrontendReport } from "../../ops/frontend.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { withJson } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface ListOptions extends OpsOptions {
  readonly json: boolean;
}

export const opsFrontendList: CommandModule<object, ListOptions> = {
  command: "list <stack>",
  describe: "List the releases of the pages that are kept, and which of them serves",
  builder: (yargs) => withJson(withStack(yargs)),
  handler: (options) => onStack(options, (target) => report(target, options)),
};

async function report(target: Target, { json }: ListOptions): Promise<ExitCode> {
  const [{ frontendReport }, { progress }] = await Promise.all([
    import("../../ops/frontend.ts"),
    import("../progress.ts"),
  ]);
  const line = progress([target.stack], "asking AWS about");
  line.step(target.stack, "asking what was published");
  const found = await frontendReport(target).finally(() => line.done());
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : await text(found));
  return found.current === null ? exitCodes.notReady : exitCodes.ready;
}

async function text(report: FrontendReport): Promise<string> {
  const [{ pad, widthOf }, { sizeText }] = await Promise.all([
    import("../../readiness/report/text.ts"),
    import("../../ops/frontend/manifest.ts"),
  ]);
  const rows = report.releases.map((release) => [
    release.id === report.current ? "✔" : " ",
    release.id,
    `${release.at.slice(0, 16).replace("T", " ")}Z`,
    release.by.split("/").at(-1) ?? release.by,
    release.commit?.slice(0, 12) ?? "no commit",
    `${release.files} files, ${sizeText(release.bytes)}`,
    noteOf(report, release),
  ]);
  const widths = Array.from({ length: 7 }, (_, column) =>
    Math.max(0, ...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  const table = rows.map((row) =>
    `  ${row.map((cell, column) => pad(cell, widths[column] ?? 0)).join("  ")}`.trimEnd(),
  );
  const { current } = report;
  return [
    `frontend of ${report.stack}: https://${report.host}, in ${report.account} ${report.region}`,
    `as ${report.who}`,
    "",
    ...(table.length > 0 ? table : ["  nothing was published: `./golive ops frontend publish` does so"]),
    "",
    current === null
      ? "What serves was not published by this command, or nothing serves."
      : `${current} serves.`,
    "",
  ].join("\n");
}

const noteOf = ({ current }: FrontendReport, { id, result }: FrontendReport["releases"][number]): string =>
  [id === current ? "serves now" : "", result === "serves" ? "" : "never proven"].filter(Boolean).join(", ");
