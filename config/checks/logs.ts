import { check, repeated } from "./check.ts";

/** Each field means one thing, and none is a part of another: a number has no fields (P12, W05). */
export const logFields = check(["logs"], ({ logs: { masked: _, ...fields } }) => {
  const named = Object.entries(fields);
  return named.flatMap(([key, field], at) => {
    const earlier = named.slice(0, at).filter(([, other]) => nested(field, other));
    return earlier.slice(0, 1).map(([other]) => ({
      path: ["logs", key],
      found: `"${field}", which logs.${other} means already`,
      allowed: "a field of its own",
    }));
  });
});

const nested = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);

/** Each data identifier once: CloudWatch Logs refuses a policy that names one twice. */
export const maskedOnce = check(["logs"], ({ logs: { masked } }) =>
  repeated(masked).map(({ index, value }) => ({
    path: ["logs", "masked", index],
    found: `${value} for the second time`,
    allowed: "each name once",
  })),
);
