/** What an iterator gives, with the next asked for while the last is worked on: one ahead, never more. */
export async function* readAhead<Value>(source: AsyncIterator<Value>): AsyncGenerator<Value> {
  let next = begin(source);
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = begin(source);
      yield value;
    }
  } finally {
    await source.return?.();
  }
}

/** Its failure is met when it is waited for, which may be later. */
function begin<Value>(source: AsyncIterator<Value>): Promise<IteratorResult<Value>> {
  const next = source.next();
  next.catch(() => undefined);
  return next;
}
