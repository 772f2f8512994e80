import { randomUUID } from "node:crypto";
import type { TableNotes } from "../../tables/table";

/** Room for notes that are known only when all rows are written, in bytes. */
const room = 4096;

export interface FooterNotes {
  /** What stands in the footer until the notes are known. */
  placeholder: string;
  /** Puts the notes there, in the last bytes of a file; a text of the same length, so that nothing else moves. */
  fill(lastBytes: Uint8Array, notes: TableNotes): void;
}

/**
 * The notes in the footer of a Parquet file. Its writer wants them before the first row, when sources and remarks are not
 * known yet; the footer comes last, and a value in it may be put in place of another of the same length.
 */
export function footerNotes(): FooterNotes {
  const mark = randomUUID();
  return {
    placeholder: mark.padEnd(room),
    fill: (lastBytes, notes) => {
      const bytes = Buffer.from(lastBytes.buffer, lastBytes.byteOffset, lastBytes.byteLength);
      const at = bytes.lastIndexOf(mark);
      if (at === -1 || at + room > bytes.length)
        throw new Error("Expected the footer in one piece at the end.");
      bytes.fill(" ", at, at + room);
      bytes.write(fitting(notes), at);
    },
  };
}

/** As many sources and remarks as there is room for, and how many more there are. */
function fitting({ rows, sources, remarks }: TableNotes): string {
  const kept = { rows, remarks: [...remarks], sources: [...sources] };
  let more = 0;
  for (;;) {
    const text = JSON.stringify({ ...kept, ...(more > 0 && { more }) });
    if (Buffer.byteLength(text) <= room) return text;
    if (!kept.sources.pop() && !kept.remarks.pop()) return "{}";
    more++;
  }
}
