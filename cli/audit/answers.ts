import { z } from "zod";

/** What an audit said: the flaws that it found, or why nothing can be said. */
export type Answer = { readonly flaws: readonly string[] } | { readonly unasked: string };

const npmReport = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), range: z.string(), fixAvailable: z.unknown() }),
  ),
});
/** What holds a release up; the rest is for the next update. */
const grave = ["high", "critical"];

/** `npm audit --json` ends with 1 both for what it found and when it could not ask: its words tell. */
export function npmAnswer(output: string): Answer {
  const said = jsonIn(output);
  const read = npmReport.safeParse(said);
  if (!read.success) return { unasked: messageIn(said) ?? lastLine(output) };
  return {
    flaws: Object.entries(read.data.vulnerabilities)
      .filter(([, { severity }]) => grave.includes(severity))
      .map(
        ([name, { severity, range, fixAvailable }]) =>
          `${name} ${range}: ${severity}${fixAvailable === false ? ", and no fix yet" : ""}`,
      ),
  };
}

const pipReport = z.object({
  dependencies: z.array(
    z.object({
      name: z.string(),
      version: z.string().optional(),
      vulns: z.array(z.object({ id: z.string(), fix_versions: z.array(z.string()) })).default([]),
    }),
  ),
});

/** `pip-audit --format json`: it knows no severities, so that each flaw counts. */
export function pipAnswer(output: string): Answer {
  const read = pipReport.safeParse(jsonIn(output));
  if (!read.success) return { unasked: lastLine(output) };
  return {
    flaws: read.data.dependencies.flatMap(({ name, version, vulns }) =>
      vulns.map(
        ({ id, fix_versions: fixes }) =>
          `${name} ${version ?? ""}: ${id}${fixes.length > 0 ? `, mended in ${fixes.join(", ")}` : ", and no fix yet"}`,
      ),
    ),
  };
}

/** The first object in what a tool printed, between its other words. */
function jsonIn(output: string): unknown {
  const from = output.search(/^\{/m);
  const to = output.lastIndexOf("}");
  try {
    return from === -1 ? undefined : JSON.parse(output.slice(from, to + 1));
  } catch {
    return undefined;
  }
}

const failure = z.object({ message: z.string() });
const messageIn = (said: unknown): string | undefined => failure.safeParse(said).data?.message;

const lastLine = (output: string): string => output.trim().split("\n").at(-1) ?? "it said nothing";
