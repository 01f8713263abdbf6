const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** A Go duration such as "1h30m", as `customTimeouts` takes it, in seconds; nothing is 0. */
export function seconds(duration: string | undefined): number {
  let total = 0;
  for (const [, amount = "0", unit = "s"] of (duration ?? "").matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g))
    total += Number(amount) * (units[unit] ?? 0);
  return total;
}
