/** A Markdown table, its columns aligned so that it also reads well in a terminal: the first to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? "")[column === 0 ? "padEnd" : "padStart"](width)).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? `:${"-".repeat(width + 1)}` : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return `${[line(head), rule, ...rows.map(line)].join("\n")}\n`;
}

const unmeasured = "not measured";

/** A quotient, and where there is a target whether it holds. */
export function ratio(value: number, target?: number): string {
  if (!Number.isFinite(value)) return unmeasured;
  if (target === undefined) return `${value.toFixed(2)}×`;
  return `${value.toFixed(2)}× ${value <= target ? "✔" : "✘"} (target ≤ ${target})`;
}

export const seconds = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? unmeasured : `${(milliseconds / 1000).toFixed(2)} s`;

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 3 : 0)} ms`;

export const mebibytes = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? unmeasured : `${value.toFixed(value < 10 ? 2 : 0)} MiB`;
