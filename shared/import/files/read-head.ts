/** The first bytes of a file, at least `bytes` of them where it has so many, and all of it from its begin. */
export async function readHead(
  chunks: AsyncIterator<Buffer, void, undefined>,
  bytes: number,
): Promise<{ head: Buffer; all: AsyncGenerator<Buffer, void, undefined> }> {
  const pieces: Buffer[] = [];
  let length = 0;
  while (length < bytes) {
    const { value, done } = await chunks.next();
    if (done || !value) break;
    pieces.push(value);
    length += value.length;
  }
  const head = Buffer.concat(pieces);
  return { head, all: join(head, chunks) };
}

async function* join(
  head: Buffer,
  chunks: AsyncIterator<Buffer, void, undefined>,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    if (head.length > 0) yield head;
    for (;;) {
      const { value, done } = await chunks.next();
      if (done || !value) return;
      yield value;
    }
  } finally {
    await chunks.return?.();
  }
}
