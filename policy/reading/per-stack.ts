import type { StackView } from "../view.ts";

/** Computes something once for each stack, so that rules which share it stay linear. */
export function perStack<T>(compute: (stack: StackView) => T): (stack: StackView) => T {
  const made = new WeakMap<StackView, { readonly value: T }>();
  return (stack) => {
    const entry = made.get(stack) ?? { value: compute(stack) };
    made.set(stack, entry);
    return entry.value;
  };
}
