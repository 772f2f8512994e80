/** How many objects the next page is asked for. */
export interface PageSize {
  readonly rows: number;
  /** A page of so many objects came, of so many bytes. */
  came(rows: number, bytes: number): void;
  /** It was more than whoever answers allows. False where it cannot be less. */
  shrink(): boolean;
  /** It did not come in time, for it is large or for a reason that passes. */
  slow(): void;
}

/** Any subgraph answers as many, whoever asks. */
const anyMayAsk = 200;
/** The first page is small, for it to be there soon. */
const firstRows = 100;
/** A page is read, made rows of and written in one go each: larger ones keep other requests waiting, and bring no more. */
const bytesOfPage = 1024 * 1024;
const leastRows = 5;
/** Fewer come no sooner. */
const leastOfSlow = 25;
/** By so much a page may be larger than the last one, behind one that did not come in time. */
const recovery = 1.25;

/**
 * Sizes of pages: they grow fourfold until they have about a megabyte, or `most` rows. They shrink by half where one was too
 * much, for good where it was refused; one that did not come in time may have met a subgraph that had something else to do.
 * A megabyte is a tenth of what the gateway reads of a subgraph at most, so that rows may differ much.
 */
export function createPageSize(most: number, first = firstRows): PageSize {
  let allowed = most;
  let limit = most;
  let rows = Math.min(first, limit);
  return {
    get rows() {
      return rows;
    },
    came(count, bytes) {
      if (count === 0) return;
      limit = Math.min(allowed, Math.ceil(limit * recovery));
      const fitting = Math.max(leastRows, Math.floor((bytesOfPage * count) / Math.max(bytes, 1)));
      rows = Math.max(1, Math.min(limit, rows * 4, fitting));
    },
    shrink() {
      if (rows <= 1) return false;
      allowed = rows > anyMayAsk && rows < anyMayAsk * 2 ? anyMayAsk : Math.floor(rows / 2);
      limit = allowed;
      rows = allowed;
      return true;
    },
    slow() {
      limit = Math.min(rows, Math.max(leastOfSlow, Math.floor(rows / 2)));
      rows = limit;
    },
  };
}
