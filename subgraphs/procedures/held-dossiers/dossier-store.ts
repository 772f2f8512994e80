import { createWeightedCache, type WeightedCache } from "../../../shared/cache/weighted-cache";
import { dayOf } from "../../../shared/clock/calendar-day";
import { filledDays } from "../dossier/check-dossier-stats";
import { DossierStatus } from "../dossier/dossier-enums";
import { isPending } from "../dossier/dossier-state";
import { DossierDimension } from "../dossier/dossier-stats.inputs";
import { answerGroups, axesFor, findPlaced } from "../dossier-groups/answer-groups";
import { codeTests } from "../dossier-groups/code-tests";
import { groupRows } from "../dossier-groups/group-rows";
import { type PackedAnswer, packKeys } from "../dossier-groups/packed-answer";
import { ChangedGroups } from "./changed-groups";
import { type CodeLists, createCodeLists } from "./code-list";
import { createColumns, type DossierColumns, firstRows, writeBehind, writeDossiers } from "./dossier-columns";
import { asksFor, type DossiersToFilter, filterDossiers } from "./filter-dossiers";
import { FilteredDossiers } from "./filtered-dossiers";
import { KeptGroups } from "./kept-groups";
import { microsOf, viewOf } from "./packed-instants";
import type { Codes, HeldQuestion, PackedChanges, PackedWithPlaces } from "./packed-parts";
import { type PackedTimes, packTimes } from "./packed-times";

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
  /** The pending among all that were read at once, in the order of their deadlines: found when first asked for. */
  #pending: Uint32Array | undefined;
  readonly #kept: WeightedCache<KeptGroups>;

  /** Makes room for so many dossiers. */
  constructor({ organizations, units, procedures, fields }: Codes, size: number, mostBytesOfGroups: number) {
    this.#lists = createCodeLists(organizations, units, procedures);
    this.#fieldPlaces = fields.map((field) => this.#lists[DossierDimension.PROCEDURE_FIELD].placeOf(field));
    this.#all = createColumns(size, false);
    this.#kept = createWeightedCache(mostBytesOfGroups);
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

  count(question: HeldQuestion): PackedAnswer {
    const { args, now } = question;
    const { groups, kept } = this.#groupsOf(question);
    return answerGroups(groups, kept.axes, args, now);
  }

  /** How long the dossiers of each group took, and all of them. */
  time(question: HeldQuestion): PackedTimes {
    const { args, now } = question;
    const { groups, kept } = this.#groupsOf(question);
    const placed = findPlaced(groups, kept.axes, args, now);
    const times = kept.timesOf(() => this.#filter(this.#all, question));
    const places = placed.map(({ place }) => place);
    const { groups: ofGroups, all } = groups.timesAt(places, times);
    return packTimes(packKeys(kept.axes, placed), ofGroups, all, this.#lists.PROCESSING_DAYS.codes);
  }

  #groupsOf(question: HeldQuestion): { groups: ChangedGroups; kept: KeptGroups } {
    // First of all, for they may have codes that were not there before.
    const changes = this.#changesOf(question);
    const kept = this.#keptGroups(question);
    const groups = new ChangedGroups(kept, groupRows(changes, kept.axes), microsOf(question.now));
    return { groups, kept };
  }

  /** Groups of all dossiers that were read at once. Other codes, or other days to be filled, make other groups. */
  #keptGroups(question: HeldQuestion): KeptGroups {
    const { filter, groupBy, timeBucket } = question.args;
    // The clock moves dossiers in and out of this filter.
    if (asksFor(filter, ["overdue"])) return this.#group(question);
    const flags = Object.values(question.flags).map((codes) => [...codes].toSorted());
    const sizes = Object.values(this.#lists).map(({ codes }) => codes.length);
    const days = timeBucket && filledDays(question.args, dayOf(question.now));
    const key = JSON.stringify([filter, flags, groupBy, timeBucket, days, sizes]);
    const kept = this.#kept.get(key) ?? this.#group(question);
    this.#kept.set(key, kept, kept.weight);
    return kept;
  }

  #group(question: HeldQuestion): KeptGroups {
    const { args, now } = question;
    this.#pending ??= this.#pendingByDeadline(question);
    const axes = axesFor((key) => this.#lists[key].codes, codeTests(args.filter, undefined), args, now);
    const pending = this.#filter(this.#all, question, this.#pending);
    return new KeptGroups(this.#filter(this.#all, question), pending, axes);
  }

  #pendingByDeadline(question: HeldQuestion): Uint32Array {
    const { dues } = this.#all;
    const rows = filterDossiers(this.#toFilter(this.#all, question), { status: pendingStatuses });
    return rows.sort((left, right) => (dues[left] ?? 0) - (dues[right] ?? 0));
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
