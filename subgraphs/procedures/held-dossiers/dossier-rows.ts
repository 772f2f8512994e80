import { DossierStatus } from "../dossier/dossier-enums";
import { isPending } from "../dossier/dossier-state";
import { DossierDimension } from "../dossier/dossier-stats.inputs";
import { allRows } from "../dossier-groups/row-lists";
import { mergeInOrder } from "../dossier-groups/sort-rows";
import { type CodeLists, createCodeLists } from "./code-list";
import { createColumns, type DossierColumns, writeBehind, writeDossiers } from "./dossier-columns";
import { type DossiersToFilter, filterDossiers } from "./filter-dossiers";
import { FilteredDossiers } from "./filtered-dossiers";
import { viewOf } from "./packed-instants";
import type { Codes, HeldQuestion, PackedChanges, PackedWithPlaces } from "./packed-parts";

/** More than the log of changes can have: a statement that changes 20,000 dossiers ends it, or its row 100,000. */
const mostChanges = 140_000;

const pendingStatuses = Object.values(DossierStatus).filter((status) => isPending({ status }));

/**
 * All dossiers of a snapshot of the database, and behind them what has changed since, in the order in which it was told.
 * Throws RangeError for what columns have no room for (see `CodeList`, `writeDossiers`).
 */
export class DossierRows {
  readonly lists: CodeLists;
  /** By the place of a procedure. */
  readonly #fieldPlaces: readonly number[];
  readonly #columns: DossierColumns;
  /** So many were read at once. */
  readonly read: number;
  #written = 0;
  #changed = 0;
  /** The pending among all that were read at once, in the order of their deadlines: found when first asked for. */
  #pending: Uint32Array | undefined;

  /** Makes room for so many dossiers. */
  constructor({ organizations, units, procedures, fields }: Codes, size: number) {
    this.lists = createCodeLists(organizations, units, procedures);
    this.#fieldPlaces = fields.map((field) => this.lists[DossierDimension.PROCEDURE_FIELD].placeOf(field));
    this.read = size;
    this.#columns = createColumns(size, mostChanges);
  }

  /** Takes in some of the dossiers; gives how many there are now. */
  write(packed: PackedWithPlaces): number {
    const [organizations, units, procedures] = [
      readPlaces(packed.organizations),
      readPlaces(packed.units),
      readPlaces(packed.procedures),
    ];
    const fields = procedures.map((place) => this.#fieldPlaces[place] ?? 0);
    const end = this.#written + packed.size;
    if (end > this.read) throw new Error(`Expected ${this.read} dossiers; got ${end}.`);
    writeDossiers(this.#columns, this.#written, this.lists, packed, {
      organizations,
      units,
      procedures,
      fields,
    });
    this.#written = end;
    return end;
  }

  /** Holds changes behind the first so many, unless others are there already or no room is left; gives whether it does. */
  keep(basis: number, packed: PackedChanges): boolean {
    if (basis !== this.#changed || this.read + basis + packed.size > this.#columns.size) return false;
    writeBehind(this.#columns, this.read + basis, this.#unpack(packed));
    this.#changed += packed.size;
    return true;
  }

  /** Those that a question's filter lets through, of the rows from one on: all that were read, and so many changes. */
  filter(question: HeldQuestion, from: number, basis: number): FilteredDossiers {
    const rows = allRows(this.read + basis, from);
    return new FilteredDossiers(this.#toFilter(this.#columns, question), question.args.filter, rows);
  }

  /** The same of the changes that a question brings along. Its codes are known from then on. */
  filterUnheld(question: HeldQuestion): FilteredDossiers[] {
    if (!question.changes) return [];
    const columns = this.#unpack(question.changes);
    const dossiers = this.#toFilter(columns, question);
    return [new FilteredDossiers(dossiers, question.args.filter, allRows(columns.size))];
  }

  /** The same of the pending among all that were read, and so many changes, in the order of their deadlines. */
  filterPending(question: HeldQuestion, basis: number): FilteredDossiers {
    const { dues } = this.#columns;
    const dossiers = this.#toFilter(this.#columns, question);
    const pendingOf = (from: number, to: number) =>
      filterDossiers(dossiers, { status: pendingStatuses }, allRows(to, from)).sort(
        (left, right) => (dues[left] ?? 0) - (dues[right] ?? 0),
      );
    this.#pending ??= pendingOf(0, this.read);
    const rows = mergeInOrder(this.#pending, pendingOf(this.read, this.read + basis), dues);
    return new FilteredDossiers(dossiers, question.args.filter, rows);
  }

  #toFilter(columns: DossierColumns, { flags, now }: HeldQuestion): DossiersToFilter {
    return { columns, lists: this.lists, flags, now };
  }

  #unpack(packed: PackedChanges): DossierColumns {
    const columns = createColumns(0, packed.size);
    const placesIn = (dimension: DossierDimension, codes: readonly (string | null)[]) =>
      codes.map((code) => this.lists[dimension].placeOf(code));
    writeDossiers(columns, 0, this.lists, packed, {
      organizations: placesIn(DossierDimension.ORGANIZATION, packed.organizations),
      units: placesIn(DossierDimension.UNIT, packed.units),
      procedures: placesIn(DossierDimension.PROCEDURE, packed.procedures),
      fields: placesIn(DossierDimension.PROCEDURE_FIELD, packed.fields),
    });
    const signs = viewOf(packed.signs);
    for (let at = 0; at < packed.size; at += 1) columns.signs[at] = signs.getInt16(at * 2);
    return columns;
  }
}

function readPlaces(bytes: Uint8Array): Uint16Array {
  const view = viewOf(bytes);
  const places = new Uint16Array(bytes.length / 4);
  for (let row = 0; row < places.length; row += 1) places[row] = view.getInt32(row * 4);
  return places;
}
