/**
 * What an iterator gives behind a first value that has come already, with the next one asked for while the last is worked on:
 * one ahead, never more.
 */
export async function* readAhead<Value>(first: Value, source: AsyncIterator<Value>): AsyncGenerator<Value> {
  let value = first;
  try {
    for (;;) {
      const coming = source.next();
      // Its failure is met when it is waited for, which may be never.
      coming.catch(() => undefined);
      yield value;
      const next = await coming;
      if (next.done) return;
      value = next.value;
    }
  } finally {
    await source.return?.();
  }
}
