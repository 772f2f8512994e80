import { readFile } from "node:fs/promises";

/** Columns of a file of dossiers that a program sends as truth values or numbers. */
const flags = ["digitised", "electronic_result"];

/** The rows of a file of dossiers (write-dossier-file.ts) as a program sends them. No cell of such a file has a comma. */
export async function syncedRows(file: string): Promise<Record<string, unknown>[]> {
  const [header = "", ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
  const keys = header.split(",").map((name) => name.toLowerCase().replaceAll(" ", "_"));
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(keys.map((key, at) => [key, fieldOf(key, cells[at] ?? "")]));
  });
}

function fieldOf(key: string, cell: string): unknown {
  if (flags.includes(key)) return cell === "có";
  if (cell === "") return null;
  return key === "satisfaction" ? Number(cell) : cell;
}
