/** Bytes of UTF-8 that were read as Windows-1252: what begins two or three of them, and what goes on. */
const suspicious =
  /(?:[ÃÄÅÆ]|á[º»])[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/;

const decoder = new TextDecoder("windows-1252");
const byteOf = new Map(
  Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const),
);
const strict = new TextDecoder("utf-8", { fatal: true });

/** What a text was before it was read as Windows-1252 and saved again; undefined where it was not. */
export function mojibakeOf(text: string): string | undefined {
  if (!suspicious.test(text)) return undefined;
  const bytes = [...text].map((character) => byteOf.get(character) ?? -1);
  if (bytes.includes(-1)) return undefined;
  try {
    return strict.decode(Uint8Array.from(bytes));
  } catch {
    // These bytes are no UTF-8, so the text was never read wrongly: that is the answer.
    return undefined;
  }
}
