import { createWeightedCache, type WeightedCache } from "../../../shared/cache/weighted-cache";
import { dayOf } from "../../../shared/clock/calendar-day";
import { filledDays } from "../dossier/check-dossier-stats";
import { DossierStatus } from "../dossier/dossier-enums";
import { isPending } from "../dossier/dossier-state";
import { DossierDimension } from "../dossier/dossier-stats.inputs";
import { answerGroups, axesFor, findPlaced } from "../dossier-groups/answer-groups";
import { codeTests } from "../dossier-groups/code-tests";
import { dayKey } from "../dossier-groups/group-axes";
import { groupRows } from "../dossier-groups/group-rows";
import { type PackedAnswer, packKeys } from "../dossier-groups/packed-answer";
import { allRows } from "../dossier-groups/row-lists";
import { mergeInOrder } from "../dossier-groups/sort-rows";
import { ChangedGroups } from "./changed-groups";
import { type CodeLists, createCodeLists } from "./code-list";
import { createColumns, type DossierColumns, writeBehind, writeDossiers } from "./dossier-columns";
import { asksFor, type DossiersToFilter, filterDossiers } from "./filter-dossiers";
import { FilteredDossiers } from "./filtered-dossiers";
import { KeptGroups } from "./kept-groups";
import { microsOf, viewOf } from "./packed-instants";
import type { Codes, HeldQuestion, PackedChanges, PackedWithPlaces } from "./packed-parts";
import { type PackedTimes, packTimes } from "./packed-times";

/** More than the log of changes can have: see `read-changes.ts`. */
const mostChanges = 140_000;
/** Groups that are older than so many changes are made anew: of more dossiers this takes longer. */
const manyChanges = (dossiers: number) => Math.max(5_000, dossiers / 500);

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
  /** So many rows were read at once; what has changed since is behind them. */
  readonly #read: number;
  #written = 0;
  #changed = 0;
  /** The pending among all that were read at once, in the order of their deadlines: found when first asked for. */
  #pending: Uint32Array | undefined;
  readonly #kept: WeightedCache<KeptGroups>;

  /** Makes room for so many dossiers. */
  constructor({ organizations, units, procedures, fields }: Codes, size: number, mostBytesOfGroups: number) {
    this.#lists = createCodeLists(organizations, units, procedures);
    this.#fieldPlaces = fields.map((field) => this.#lists[DossierDimension.PROCEDURE_FIELD].placeOf(field));
    this.#read = size;
    this.#all = createColumns(size, mostChanges);
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
    if (end > this.#read) throw new Error(`Expected ${this.#read} dossiers; got ${end}.`);
    writeDossiers(this.#all, this.#written, this.#lists, packed, {
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
    if (basis !== this.#changed || this.#read + basis + packed.size > this.#all.size) return false;
    writeBehind(this.#all, this.#read + basis, this.#unpack(packed));
    this.#changed += packed.size;
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
    const times = kept.timesOf(() => this.#filter(question, 0, kept.basis));
    const places = placed.map(({ place }) => place);
    const { groups: ofGroups, all } = groups.timesAt(places, times);
    return packTimes(packKeys(kept.axes, placed), ofGroups, all, this.#lists.PROCESSING_DAYS.codes);
  }

  /** Groups that are kept, and what has changed since: of what is held, and of what is not. */
  #groupsOf(question: HeldQuestion): { groups: ChangedGroups; kept: KeptGroups } {
    const { basis, changes, now } = question;
    // First of all, for they may have codes that were not there before.
    const unheld = changes ? [this.#filterUnheld(this.#unpack(changes), question)] : [];
    const kept = this.#keptGroups(question);
    const parts = [this.#filter(question, this.#read + kept.basis, basis), ...unheld];
    const groups = new ChangedGroups(kept, groupRows(parts, kept.axes), microsOf(now));
    return { groups, kept };
  }

  /** Other codes, or other days to be filled, make other groups; and so do many changes. */
  #keptGroups(question: HeldQuestion): KeptGroups {
    const { args, basis } = question;
    const { filter, groupBy, timeBucket } = args;
    // The clock moves dossiers in and out of this filter.
    if (asksFor(filter, ["overdue"])) return this.#group(question);
    const flags = Object.values(question.flags).map((codes) => [...codes].toSorted());
    const keys = [...groupBy, ...(timeBucket ? [dayKey(timeBucket.field)] : [])];
    const sizes = keys.map((key) => this.#lists[key].codes.length);
    const days = timeBucket && filledDays(args, dayOf(question.now));
    const key = JSON.stringify([filter, flags, groupBy, timeBucket, days, sizes]);
    const known = this.#kept.get(key);
    const isOfUse = known && known.basis <= basis && basis - known.basis <= manyChanges(this.#read);
    const kept = isOfUse ? known : this.#group(question);
    // A question of an earlier moment must not replace what is of use to the next ones.
    if (kept.basis >= (known?.basis ?? 0)) this.#kept.set(key, kept, kept.weight);
    return kept;
  }

  #group(question: HeldQuestion): KeptGroups {
    const { args, basis, now } = question;
    const axes = axesFor((key) => this.#lists[key].codes, codeTests(args.filter, undefined), args, now);
    const pending = new FilteredDossiers(
      this.#toFilter(this.#all, question),
      args.filter,
      this.#pendingByDeadline(question),
    );
    return new KeptGroups(this.#filter(question, 0, basis), pending, axes, basis);
  }

  #pendingByDeadline(question: HeldQuestion): Uint32Array {
    const { dues } = this.#all;
    const pendingOf = (from: number, to: number) => {
      const rows = allRows(to, from);
      const pending = filterDossiers(this.#toFilter(this.#all, question), { status: pendingStatuses }, rows);
      return pending.sort((left, right) => (dues[left] ?? 0) - (dues[right] ?? 0));
    };
    this.#pending ??= pendingOf(0, this.#read);
    return mergeInOrder(this.#pending, pendingOf(this.#read, this.#read + question.basis), dues);
  }

  /** Rows of what is held from one on: all that were read, and so many changes. */
  #filter(question: HeldQuestion, from: number, basis: number): FilteredDossiers {
    const rows = allRows(this.#read + basis, from);
    return new FilteredDossiers(this.#toFilter(this.#all, question), question.args.filter, rows);
  }

  #filterUnheld(columns: DossierColumns, question: HeldQuestion): FilteredDossiers {
    const dossiers = this.#toFilter(columns, question);
    return new FilteredDossiers(dossiers, question.args.filter, allRows(columns.size));
  }

  #toFilter(columns: DossierColumns, { flags, now }: HeldQuestion): DossiersToFilter {
    return { columns, lists: this.#lists, flags, now };
  }

  #unpack(packed: PackedChanges): DossierColumns {
    const columns = createColumns(0, packed.size);
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
}

function readPlaces(bytes: Uint8Array): Uint16Array {
  const view = viewOf(bytes);
  const places = new Uint16Array(bytes.length / 4);
  for (let row = 0; row < places.length; row += 1) places[row] = view.getInt32(row * 4);
  return places;
}
