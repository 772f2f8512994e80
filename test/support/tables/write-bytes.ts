import { tableFormats } from "../../../gateway/table-formats/table-formats";
import type { FormatName, FormatOptions } from "../../../gateway/table-formats/writing/table-format";
import type { TableAnswer } from "../../../gateway/tables/table";

const plain: FormatOptions = { language: "en", locale: "en", title: "Dossiers" };

/** The bytes of a file, and what was thrown while they were written. */
export async function writeBytes(
  format: FormatName,
  answer: TableAnswer,
  options: Partial<FormatOptions> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<{ bytes: Buffer; error: unknown }> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of tableFormats[format].write(answer, { ...plain, ...options }, signal)) {
      pieces.push(piece);
    }
  } catch (error) {
    return { bytes: Buffer.concat(pieces), error };
  }
  return { bytes: Buffer.concat(pieces), error: undefined };
}
