import { DossierStatus } from "../dossier/dossier-enums";
import { isPending } from "../dossier/dossier-state";
import { DossierDimension } from "../dossier/dossier-stats.inputs";
import type { FoundGroups, FoundTimes } from "../dossier/found-groups";
import { answerGroups, findPlaced, type RowsToGroup } from "../dossier-groups/answer-groups";
import { codeTests } from "../dossier-groups/code-tests";
import type { CountedRows } from "../dossier-groups/group-rows";
import { type CodeLists, createCodeLists } from "./code-list";
import { createColumns, type DossierColumns, firstRows, writeBehind, writeDossiers } from "./dossier-columns";
import { asksFor, type DossiersToFilter, filterDossiers } from "./filter-dossiers";
import { FilteredDossiers } from "./filtered-dossiers";
import { viewOf } from "./packed-instants";
import type { Codes, HeldQuestion, PackedChanges, PackedWithPlaces } from "./packed-parts";
import { createGroupsCache, RememberedGroups } from "./remembered-groups";
import { timesOf } from "./times-of-groups";

const pendingStatuses = Object.values(DossierStatus).filter((status) => isPending({ status }));

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
  /** Rows of the pending among all that were read at once: found when they are first asked for. */
  #pending: Uint32Array | undefined;
  readonly #groups = createGroupsCache();

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
    const parts = [this.#allOf(question), ...this.#changesOf(question)];
    return answerGroups(this.#groupable(parts, question), question.args, question.now);
  }

  /** How long the dossiers of each group took, and all of them. */
  time(question: HeldQuestion): FoundTimes {
    const parts = [this.#filter(this.#all, question), ...this.#changesOf(question)];
    const { groups, placed } = findPlaced(this.#groupable(parts, question), question.args, question.now);
    return timesOf(groups, placed, this.#lists.PROCESSING_DAYS.codes);
  }

  #groupable<Rows extends CountedRows>(parts: Rows[], { args: { filter } }: HeldQuestion): RowsToGroup<Rows> {
    return { parts, codesOf: (key) => this.#lists[key].codes, tests: codeTests(filter, undefined) };
  }

  /** All dossiers that were read at once; remembered by group unless the clock, or a procedure, may change what is meant. */
  #allOf(question: HeldQuestion): CountedRows {
    const { filter, groupBy, timeBucket } = question.args;
    const dossiers = () => this.#filter(this.#all, question);
    if (asksFor(filter, ["overdue", "greenLane", "businessSector"])) return dossiers();
    const key = JSON.stringify([filter, groupBy, timeBucket?.field, timeBucket?.grain]);
    this.#pending ??= filterDossiers(this.#toFilter(this.#all, question), { status: pendingStatuses });
    const pending = this.#filter(this.#all, question, this.#pending);
    return new RememberedGroups(this.#groups, key, dossiers, pending);
  }

  #changesOf(question: HeldQuestion): FilteredDossiers[] {
    const { basis, changes } = question;
    const parts = [
      ...(basis > 0 ? [firstRows(this.#changes, basis)] : []),
      ...(changes ? [this.#unpack(changes)] : []),
    ];
    return parts.map((columns) => this.#filter(columns, question));
  }

  #filter(columns: DossierColumns, question: HeldQuestion, from?: Uint32Array): FilteredDossiers {
    return new FilteredDossiers(this.#toFilter(columns, question), question.args.filter, from);
  }

  #toFilter(columns: DossierColumns, { flags, now }: HeldQuestion): DossiersToFilter {
    return { columns, lists: this.#lists, flags, now };
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
