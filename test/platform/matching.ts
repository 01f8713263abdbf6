/**
 * Whether EventBridge's rule would match an event, as far as our patterns go ("Event patterns", EventBridge guide). Of a
 * list of objects, all fields that a pattern names together are looked for in one of them, as AWS's own event-ruler does.
 */
export const matches = (pattern: object, event: unknown): boolean =>
  Object.entries(pattern).every(([field, filter]) => {
    if (field === "$or") return list(filter).some((one) => matches(Object(one), event));
    const value = Object(event)[field];
    if (Array.isArray(filter)) return filter.some((entry) => list(value).some((one) => accepts(entry, one)));
    return Array.isArray(value) ? value.some((one) => matches(filter, one)) : matches(filter, value ?? {});
  });

function accepts(entry: unknown, value: unknown): boolean {
  if (!(entry instanceof Object)) return entry === value;
  const [[operator, operand] = []] = Object.entries(entry);
  if (operator === "exists") return operand === (value !== undefined);
  if (value === undefined) return false;
  if (operator === "prefix") return String(value).startsWith(String(operand));
  if (operator === "anything-but") return !list(operand).includes(value);
  throw new Error(`nothing is known of ${operator}`);
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
