/** What a request of a sync may have at most. Its rows are held while they are read; those of a file are not. */
export const syncLimits = {
  rows: 10_000,
  /** Bytes of its body. */
  bytes: 16 * 1024 ** 2,
  /** For each of its statements, in milliseconds; waiting for another sync of the kind included. */
  statementMs: 60_000,
} as const;
