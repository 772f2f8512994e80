/** What a file is by its first bytes, whatever its name says. */
export type FileKind =
  | "text"
  | "workbook"
  | "old workbook"
  | "locked workbook"
  | "PDF"
  | "web page"
  | "picture"
  | "archive";

const signatures: [FileKind, readonly number[]][] = [
  ["workbook", [0x50, 0x4b, 0x03, 0x04]],
  ["old workbook", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["PDF", [0x25, 0x50, 0x44, 0x46]],
  ["picture", [0x89, 0x50, 0x4e, 0x47]],
  ["picture", [0xff, 0xd8, 0xff]],
  ["archive", [0x52, 0x61, 0x72, 0x21]],
  ["archive", [0x37, 0x7a, 0xbc, 0xaf]],
  ["archive", [0x1f, 0x8b]],
];

/** An encrypted workbook is a compound file too, which names this stream in UTF-16. */
const encrypted = Buffer.from("EncryptedPackage", "utf16le");

/** @param head the first bytes of the file; 64 KiB of them tell a locked workbook from an old one. */
export function fileKindOf(head: Buffer): FileKind {
  const found = signatures.find(([, bytes]) => bytes.every((byte, at) => head[at] === byte))?.[0];
  if (found === "old workbook") return head.includes(encrypted) ? "locked workbook" : found;
  if (found) return found;
  return /^(?:\ufeff)?\s*<(?:!doctype|html|\?xml|table)/i.test(head.toString("utf8", 0, 200))
    ? "web page"
    : "text";
}

/** What to do about a file that is neither text nor a workbook. */
export const kindHints: Record<Exclude<FileKind, "text" | "workbook">, { got: string; hint: string }> = {
  "old workbook": { got: "an old workbook (.xls)", hint: "open it and save it as Excel Workbook (.xlsx)" },
  "locked workbook": { got: "a workbook with a password", hint: "save it without the password" },
  PDF: { got: "a PDF", hint: "import the spreadsheet that it was made of" },
  "web page": {
    got: "a web page or XML, whatever its name says",
    hint: "open it in a spreadsheet and save it as Excel Workbook (.xlsx)",
  },
  picture: { got: "a picture", hint: "import the spreadsheet that it shows" },
  archive: { got: "an archive", hint: "take the file out of it first" },
};
