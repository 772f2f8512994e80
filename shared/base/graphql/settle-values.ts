/** A value that could not be had. */
export class Failure {
  constructor(readonly error: unknown) {}
}

/**
 * Waits for those of the values that have to be waited for, in their place; one that rejects is a Failure. The array itself
 * when there are none: nobody waits then.
 */
export function settleValues(values: unknown[]): unknown[] | Promise<unknown[]> {
  if (!values.some(isPending)) return values;
  return new Promise((resolve) => {
    // One for this loop, for what is no promise of JavaScript's own may call back at once.
    let left = 1;
    const one = () => {
      left -= 1;
      if (left === 0) resolve(values);
    };
    for (const [at, value] of values.entries()) {
      if (!isPending(value)) continue;
      left += 1;
      value.then(
        (settled) => {
          values[at] = settled;
          one();
        },
        (error: unknown) => {
          values[at] = new Failure(error);
          one();
        },
      );
    }
    one();
  });
}

/** Whether a value has to be waited for. */
export function isPending(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
