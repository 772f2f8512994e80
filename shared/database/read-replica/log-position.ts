/** PostgreSQL's pages of the write-ahead log, and what stands at their beginning; the first of a segment has the longer one. */
const pageBytes = 8192n;
const headers: readonly bigint[] = [24n, 40n];

/**
 * A position in PostgreSQL's write-ahead log (`pg_lsn`), as a number that grows. Where the last record ends with its page, the
 * place for the next one is told behind the next page's header, and what was replayed before it: both are that page's
 * beginning here.
 */
export function readLogPosition(text: string): bigint {
  const [, high, low] = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/.exec(text) ?? [];
  if (high === undefined || low === undefined)
    throw new Error(`Expected a position in the write-ahead log, such as 0/16B3748; got ${text}.`);
  const position = (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
  const within = position % pageBytes;
  return headers.includes(within) ? position - within : position;
}
