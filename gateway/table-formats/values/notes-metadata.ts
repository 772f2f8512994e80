import type { TableNotes } from "../../tables/table";

/** The notes as key and value pairs, for formats that have such. */
export function notesMetadata(notes: TableNotes, title: string): ReadonlyMap<string, string> {
  return new Map([
    ["title", title],
    ["query", notes.text],
    ["variables", JSON.stringify(notes.variables ?? {})],
    ["role", notes.role],
    ["askedAt", notes.askedAt],
    ["sources", JSON.stringify(notes.sources)],
    ["remarks", JSON.stringify(notes.remarks)],
  ]);
}
