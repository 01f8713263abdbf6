import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

interface Played {
  /** How `pulumi up` ends; `pulumi preview` ends well, unless told otherwise. */
  readonly code?: number;
  readonly previewCode?: number;
  /** The log of events of the preview, as the real engine writes it. */
  readonly preview?: string;
  /** That of the update. */
  readonly up?: string;
}

const end = '{"summaryEvent":{}}\n';

/** Stands in for the pulumi CLI: says its words, leaves the log of events that the test wrote, and ends as told. */
export class PulumiStandIn {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The PATH on which it is found first. */
  plays({ code = 0, previewCode = 0, preview = end, up = end }: Played = {}): string {
    writeFileSync(join(this.#folder, "events-preview"), preview);
    writeFileSync(join(this.#folder, "events-up"), up);
    const file = join(this.#folder, "pulumi");
    const lines = [
      "#!/bin/sh",
      `for word in "$@"; do [ "$last" = --event-log ] && cp '${this.#folder}'/"events-$1" "$word"; last=$word; done`,
      `echo "$*" >'${this.#folder}'/"words-$1"`,
      'echo "pulumi speaks of $1"',
      `[ "$1" = preview ] && exit ${previewCode}`,
      `exit ${code}`,
    ];
    writeFileSync(file, `${lines.join("\n")}\n`);
    chmodSync(file, 0o755);
    return [this.#folder, process.env.PATH].join(delimiter);
  }

  /** The words of its last preview or update; undefined where there was none. */
  words(command: "preview" | "up"): string | undefined {
    const file = join(this.#folder, `words-${command}`);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  }
}
