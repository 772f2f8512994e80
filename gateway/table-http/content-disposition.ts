/** Longest name of a file that is sent, in characters, without its extension. */
const longest = 120;

/**
 * `Content-Disposition` of a file to be saved, by https://www.rfc-editor.org/rfc/rfc6266: the name as it is for all that read
 * it (`filename*`), and without accents for what does not. What no file system takes is left out.
 */
export function contentDisposition(name: string, extension: string): string {
  const cleaned = cleanName(name);
  const plain = cleaned
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, dOf)
    .replace(/[^\x20-\x7e]/g, "_");
  const encoded = encodeURIComponent(`${cleaned}.${extension}`).replace(/['()*]/g, percentOf);
  return `attachment; filename="${plain}.${extension}"; filename*=UTF-8''${encoded}`;
}

function cleanName(name: string): string {
  const allowed = name
    .replace(/[\p{C}"\\/:*?<>|%]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\.+|\.+$/g, "");
  return Array.from(allowed).slice(0, longest).join("").trim() || "table";
}

const dOf = (letter: string) => (letter === "đ" ? "d" : "D");
const percentOf = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
