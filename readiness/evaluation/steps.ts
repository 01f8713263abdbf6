/** Does one step, tells of it, and keeps the milliseconds that it took. */
export type Timed = <T>(step: string, act: () => Promise<T>) => Promise<T>;

export function steps(tell: (step: string) => void): { timed: Timed; timings: Record<string, number> } {
  const timings: Record<string, number> = {};
  const timed: Timed = async (step, act) => {
    tell(step);
    const from = performance.now();
    const result = await act();
    timings[step] = Math.round(performance.now() - from);
    return result;
  };
  return { timed, timings };
}
