import type { DossierFilter } from "../dossier/dossier.inputs";
import { DossierDimension } from "../dossier/dossier-stats.inputs";
import { codeTests } from "../dossier-groups/code-tests";
import { keepRows } from "../dossier-groups/row-lists";
import type { CodeLists } from "./code-list";
import type { DossierColumns } from "./dossier-columns";
import { hasMark } from "./marks";
import { microsOf } from "./packed-instants";

/** Codes of the procedures that have a flag; none where nobody asks. */
export interface ProcedureFlags {
  greenLane: ReadonlySet<string>;
  businessSector: ReadonlySet<string>;
}

/** What a filter is asked about. */
export interface DossiersToFilter {
  columns: DossierColumns;
  lists: CodeLists;
  flags: ProcedureFlags;
  now: Date;
}

/** Those of some rows that a filter lets through: the same as `dossierConditions` says in SQL. Writes over the rows. */
export function filterDossiers(
  dossiers: DossiersToFilter,
  filter: DossierFilter | null | undefined,
  rows: Uint32Array,
): Uint32Array {
  return narrow(rows, dossiers, filter ?? {});
}

/** Whether a filter, or a part of it, says anything of some fields. */
export function asksFor(
  filter: DossierFilter | null | undefined,
  names: readonly (keyof DossierFilter)[],
): boolean {
  if (!filter) return false;
  const parts = [...(filter.and ?? []), ...(filter.or ?? []), filter.not];
  return names.some((name) => filter[name] != null) || parts.some((part) => asksFor(part, names));
}

/** Those of some rows that a filter lets through; it may write over the rows that it was given. */
function narrow(rows: Uint32Array, dossiers: DossiersToFilter, filter: DossierFilter): Uint32Array {
  const { columns, lists, flags } = dossiers;
  const keep = (key: keyof typeof lists, size: number, test: (code: string | null) => boolean) =>
    keepRows(rows, size, columns.places[key], lists[key].codes, test);
  let size = rows.length;
  for (const [key, test] of codeTests(filter, undefined)) size = keep(key, size, test);
  for (const name of ["greenLane", "businessSector"] as const) {
    const wanted = filter[name];
    if (typeof wanted !== "boolean") continue;
    size = keep(DossierDimension.PROCEDURE, size, (code) => flags[name].has(code ?? "") === wanted);
  }
  for (const name of ["digitised", "electronicResult"] as const) {
    const wanted = filter[name];
    if (typeof wanted !== "boolean") continue;
    size = keep("MARKS", size, (marks) => (hasMark(Number(marks), name) === 1) === wanted);
  }
  let kept = rows.subarray(0, size);
  if (typeof filter.overdue === "boolean") kept = narrowToOverdue(kept, dossiers, filter.overdue);
  for (const part of filter.and ?? []) kept = narrow(kept, dossiers, part);
  if (filter.or) {
    const parts = filter.or.map((part) => narrow(kept.slice(), dossiers, part));
    kept = keepMarked(kept, markRows(parts, columns.size), 1);
  }
  if (filter.not) {
    kept = keepMarked(kept, markRows([narrow(kept.slice(), dossiers, filter.not)], columns.size), 0);
  }
  return kept;
}

function narrowToOverdue(
  rows: Uint32Array,
  { columns, lists, now }: DossiersToFilter,
  wanted: boolean,
): Uint32Array {
  const isPending = lists.MARKS.codes.map((marks) => hasMark(Number(marks), "pending") === 1);
  const micros = microsOf(now);
  const { places, dues } = columns;
  return rows.filter(
    (row) => (isPending[places.MARKS[row] ?? 0] === true && (dues[row] ?? 0) < micros) === wanted,
  );
}

/** 1 for each row of a part, 0 for every other one. */
function markRows(parts: readonly Uint32Array[], size: number): Uint8Array {
  const marked = new Uint8Array(size);
  for (const rows of parts) for (const row of rows) marked[row] = 1;
  return marked;
}

function keepMarked(rows: Uint32Array, marked: Uint8Array, mark: number): Uint32Array {
  return rows.filter((row) => marked[row] === mark);
}
