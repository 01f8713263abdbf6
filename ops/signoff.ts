import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { meant } from "../config/reading/nearest.ts";
import { kinds } from "../evidence/kinds.ts";
import type { Attachment } from "../evidence/record.ts";
import { WrongInput } from "./errors.ts";
import type { Drill } from "./trial/attempt.ts";

export const subjects: readonly string[] = kinds.signoff.subjects;

export interface Signature {
  readonly subject: string;
  /** Whose judgement it is. */
  readonly by: string;
  /** What they looked at, as files. */
  readonly attach: readonly string[];
  /** In their words: what holds it up. Undefined where they agree. */
  readonly refused: string | undefined;
}

const mostBytes = 50_000_000;

/**
 * What no program can judge, judged by a person: by name, with what they looked at (C24).
 * @throws WrongInput naming every word that does not fit
 */
export async function signoff({ subject, by, attach, refused }: Signature): Promise<Drill> {
  const read = await Promise.all(attach.map(attachmentAt));
  const mistakes = [
    ...(subjects.includes(subject)
      ? []
      : [
          {
            ...{ file: "the command line", path: "subject", found: subject },
            allowed: `one of ${subjects.join(", ")}`,
            ...meant(subject, subjects),
          },
        ]),
    ...(by.trim().length < 3
      ? [{ file: "the command line", path: "--by", found: by, allowed: "the name of whoever judged it" }]
      : []),
    ...read.flatMap((one) => ("mistake" in one ? [one.mistake] : [])),
  ];
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  const attachments = read.flatMap((one) => ("content" in one ? [one] : []));
  const agreed = refused === undefined;
  return {
    kind: "signoff",
    subject,
    plan: async () => [
      `${by.trim()} ${agreed ? "signs off" : "refuses"} ${subject}`,
      ...attachments.map(({ name, content }) => `with ${name}, ${Buffer.byteLength(content)} bytes`),
      `it counts for ${kinds.signoff.maxAgeDays} days`,
    ],
    act: async () => ({
      passed: agreed,
      subject,
      says: agreed
        ? `${subject} was signed off by ${by.trim()}`
        : `${subject} was refused by ${by.trim()}: ${refused}`,
      failures: agreed ? [] : [{ what: refused, requirements: ["C24"] }],
      measurements: { by: by.trim() },
      attachments,
    }),
  };
}

type Read = Attachment | { readonly mistake: WrongInput["mistakes"][number] };

async function attachmentAt(file: string): Promise<Read> {
  const wrong = (found: string): Read => ({
    mistake: { file: "the command line", path: "--attach", found, allowed: "a file of at most 50 MB" },
  });
  const seen = await stat(file).catch(() => undefined);
  if (!seen?.isFile()) return wrong(`no file ${file}`);
  if (seen.size > mostBytes) return wrong(`${file} of ${seen.size} bytes`);
  return { name: basename(file), content: await readFile(file) };
}
