import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { inBatches } from "../../readiness/evaluation/in-batches.ts";

const gathered = () => {
  const sent: (readonly number[])[] = [];
  return { sent, ...inBatches<number>((all) => sent.push(all)) };
};

describe("what is told in batches", () => {
  it("goes together when it comes together, in order", async () => {
    const { sent, add } = gathered();
    for (const one of [1, 2, 3]) add(one);
    expect(sent).toEqual([]);

    await setImmediate();
    add(4);
    await setImmediate();
    expect(sent).toEqual([[1, 2, 3], [4]]);
  });

  it("goes at once when it is asked to, once, and nothing is left behind", async () => {
    const { sent, add, flush } = gathered();
    add(1);
    flush();
    flush();
    await setImmediate();
    expect(sent).toEqual([[1]]);
  });
});
