import { z } from "zod";

export const settings = z.strictObject({
  /** Namespace of the metrics. */
  namespace: z.string(),
  /** By the third party's name: what it is asked, and the statuses that mean that it is there. */
  providers: z.record(
    z.string(),
    z.strictObject({ probe: z.url({ protocol: /^https$/ }), answers: z.array(z.int()).min(1) }),
  ),
  /** For so long an answer is waited for. */
  patienceSeconds: z.int().min(1),
});
export type Settings = z.input<typeof settings>;
