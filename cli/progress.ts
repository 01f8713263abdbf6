import { performance } from "node:perf_hooks";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

export interface Progress {
  step(stack: string, step: string): void;
  done(): void;
}

export type Screen = Pick<NodeJS.WriteStream, "write"> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** Whether a line can be drawn over: a log keeps each of them, and a dumb terminal shows the codes themselves. */
export const canDraw = ({ isTTY }: Pick<Screen, "isTTY">): boolean =>
  isTTY === true && process.env.TERM !== "dumb";

/** Silent for the first second; then a line that moves on a terminal, or one that stands in a log. */
export function progress(
  stacks: readonly string[],
  doing = "evaluating",
  screen: Screen = process.stderr,
  after = 1000,
): Progress {
  const steps = new Map(stacks.map((stack) => [stack, "starting"]));
  const from = performance.now();
  const text = () =>
    `${[...steps].map(([stack, step]) => `${stack}: ${step}`).join(" · ")} (${Math.round((performance.now() - from) / 1000)} s)`;
  let frame = 0;
  let ticking: NodeJS.Timeout | undefined;
  const draw = () => {
    const width = Math.max((screen.columns ?? 80) - 3, 10);
    screen.write(`\r\x1b[2K${frames[frame++ % frames.length]} ${text().slice(0, width)}`);
  };
  const waiting = setTimeout(() => {
    if (canDraw(screen)) ticking = setInterval(draw, 100);
    else screen.write(`${doing} ${stacks.join(", ")} …\n`);
  }, after);

  return {
    step: (stack, step) => void steps.set(stack, step),
    done: () => {
      clearTimeout(waiting);
      clearInterval(ticking);
      if (ticking) screen.write("\r\x1b[2K");
    },
  };
}
