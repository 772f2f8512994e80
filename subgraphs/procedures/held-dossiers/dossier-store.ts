import { DossierDimension } from "../dossier/dossier-stats.inputs";
import type { FoundGroups, FoundTimes } from "../dossier/found-groups";
import type { ProcessingTimes } from "../dossier/processing-times";
import { answerGroups, findPlaced, type RowsToGroup } from "../dossier-groups/answer-groups";
import { codeTests } from "../dossier-groups/code-tests";
import { type CodeLists, createCodeLists } from "./code-list";
import {
  createColumns,
  type DossierColumns,
  firstRows,
  viewOf,
  writeBehind,
  writeDossiers,
} from "./dossier-columns";
import { FilteredDossiers } from "./filtered-dossiers";
import type { Codes, HeldQuestion, PackedChanges, PackedWithPlaces } from "./packed-parts";

/**
 * All dossiers of a snapshot of the database, and behind them what has changed since, in the order in which it was told.
 * Throws RangeError for what columns have no room for (see `CodeList`, `writeDossiers`).
 */
export class DossierStore {
  readonly #lists: CodeLists;
  /** By the place of a procedure. */
  readonly #fieldPlaces: readonly number[];
  readonly #all: DossierColumns;
  #written = 0;
  #changes = createColumns(1024, true);
  #changed = 0;

  /** Makes room for so many dossiers. */
  constructor({ organizations, units, procedures, fields }: Codes, size: number) {
    this.#lists = createCodeLists(organizations, units, procedures);
    this.#fieldPlaces = fields.map((field) => this.#lists[DossierDimension.PROCEDURE_FIELD].placeOf(field));
    this.#all = createColumns(size, false);
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
    if (end > this.#all.size) throw new Error(`Expected ${this.#all.size} dossiers; got ${end}.`);
    writeDossiers(this.#all, this.#written, this.#lists, packed, {
      organizations,
      units,
      procedures,
      fields,
    });
    this.#written = end;
    return end;
  }

  /** Holds changes behind the first so many, unless others are there already; gives whether it does. */
  keep(basis: number, packed: PackedChanges): boolean {
    if (basis !== this.#changed) return false;
    const more = this.#unpack(packed);
    while (this.#changes.size < basis + more.size) this.#grow();
    writeBehind(this.#changes, basis, more);
    this.#changed += more.size;
    return true;
  }

  count(question: HeldQuestion): FoundGroups {
    return answerGroups(this.#rowsOf(question), question.args, question.now);
  }

  /** How long the dossiers of each group took; under the key of none, how long all of them did. */
  time(question: HeldQuestion): FoundTimes {
    const { groups, placed } = findPlaced(this.#rowsOf(question), question.args, question.now);
    const { codes } = this.#lists.PROCESSING_DAYS;
    const indexOf = new Int32Array(groups.numbers.length).fill(placed.length);
    for (const [index, { place }] of placed.entries()) if (place !== undefined) indexOf[place] = index;
    const counted = new Int32Array((placed.length + 1) * codes.length);
    for (const { rows, places } of groups.parts) rows.countDays(places, indexOf, counted);
    const ofGroup = (index: number): ProcessingTimes => {
      const times = counted.subarray(index * codes.length, (index + 1) * codes.length);
      return new Map(
        codes.flatMap((days, place) => (days !== null && times[place] ? [[Number(days), times[place]]] : [])),
      );
    };
    const all: ProcessingTimes = new Map();
    for (let index = 0; index <= placed.length; index += 1)
      for (const [days, dossiers] of ofGroup(index)) all.set(days, (all.get(days) ?? 0) + dossiers);
    return { groups: placed.map(({ keys }, index) => ({ keys, times: ofGroup(index) })), all };
  }

  #rowsOf({ args: { filter }, now, flags, basis, changes }: HeldQuestion): RowsToGroup<FilteredDossiers> {
    const lists = this.#lists;
    const parts = [
      this.#all,
      ...(basis > 0 ? [firstRows(this.#changes, basis)] : []),
      ...(changes ? [this.#unpack(changes)] : []),
    ];
    return {
      parts: parts.map((columns) => new FilteredDossiers({ columns, lists, flags, now }, filter)),
      codesOf: (key) => lists[key].codes,
      tests: codeTests(filter, undefined),
    };
  }

  #unpack(packed: PackedChanges): DossierColumns {
    const columns = createColumns(packed.size, true);
    const placesIn = (dimension: DossierDimension, codes: readonly (string | null)[]) =>
      codes.map((code) => this.#lists[dimension].placeOf(code));
    writeDossiers(columns, 0, this.#lists, packed, {
      organizations: placesIn(DossierDimension.ORGANIZATION, packed.organizations),
      units: placesIn(DossierDimension.UNIT, packed.units),
      procedures: placesIn(DossierDimension.PROCEDURE, packed.procedures),
      fields: placesIn(DossierDimension.PROCEDURE_FIELD, packed.fields),
    });
    const signs = viewOf(packed.signs);
    for (let at = 0; at < packed.size; at += 1) columns.signs[at] = signs.getInt16(at * 2);
    return columns;
  }

  /** Whoever counts still has the rows that were there. */
  #grow(): void {
    const larger = createColumns(this.#changes.size * 2, true);
    writeBehind(larger, 0, this.#changes);
    this.#changes = larger;
  }
}

function readPlaces(bytes: Uint8Array): Uint16Array {
  const view = viewOf(bytes);
  const places = new Uint16Array(bytes.length / 4);
  for (let row = 0; row < places.length; row += 1) places[row] = view.getInt32(row * 4);
  return places;
}
