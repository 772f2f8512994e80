import type { PacedWriter } from "./paced-writer";

/**
 * Writes answers as fast as they are read. The next one is taken when the last one has gone, so that a slow client gets
 * the newest there is by then, and there is no queue. Gives how many there were; throws what the answers do.
 */
export async function sendAnswers(
  answers: AsyncIterator<Buffer>,
  writer: Pick<PacedWriter, "drained">,
  write: (json: Buffer) => void,
  signal: AbortSignal,
): Promise<number> {
  for (let count = 0; ; count++) {
    await writer.drained();
    if (signal.aborted) return count;
    const { done, value } = await answers.next();
    if (done || signal.aborted) return count;
    write(value);
  }
}
