import { canDraw, type Screen } from "../progress.ts";

export interface LiveTable {
  /** Draws it anew over the one before; in a log, once a minute below it. */
  draw(lines: readonly string[]): void;
  /** What was drawn last stays. */
  end(): void;
}

/** A table of a few lines that changes while a command waits. */
export function liveTable(screen: Screen = process.stderr, everyMs = 60_000): LiveTable {
  let drawn = 0;
  let last = 0;
  return {
    draw(lines) {
      const width = Math.max((screen.columns ?? 100) - 1, 20);
      if (!canDraw(screen)) {
        if (Date.now() - last < everyMs) return;
        last = Date.now();
        screen.write(`${new Date().toISOString()}\n${lines.join("\n")}\n`);
        return;
      }
      const back = drawn > 0 ? `\x1b[${drawn}A` : "";
      screen.write(`${back}${lines.map((line) => `\r\x1b[2K${line.slice(0, width)}\n`).join("")}\x1b[0J`);
      drawn = lines.length;
    },
    end() {
      drawn = 0;
    },
  };
}

/** Cells in columns, each as wide as its longest. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
