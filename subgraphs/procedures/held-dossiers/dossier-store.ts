import { createWeightedCache, type WeightedCache } from "../../../shared/cache/weighted-cache";
import { dayOf } from "../../../shared/clock/calendar-day";
import { filledDays } from "../dossier/check-dossier-stats";
import { answerGroups, axesFor, findPlaced } from "../dossier-groups/answer-groups";
import { codeTests } from "../dossier-groups/code-tests";
import { dayKey } from "../dossier-groups/group-axes";
import { groupRows } from "../dossier-groups/group-rows";
import { type PackedAnswer, packKeys } from "../dossier-groups/packed-answer";
import { ChangedGroups } from "./changed-groups";
import { DossierRows } from "./dossier-rows";
import { asksFor } from "./filter-dossiers";
import { KeptGroups } from "./kept-groups";
import { microsOf } from "./packed-instants";
import type { Codes, HeldQuestion } from "./packed-parts";
import { type PackedTimes, packTimes } from "./packed-times";

/** Groups that are older than so many changes are made anew: of more dossiers this takes longer. */
const manyChanges = (dossiers: number) => Math.max(5_000, dossiers / 500);

/** Dossiers that are held, and the groups of the questions that were asked of them. */
export class DossierStore {
  readonly rows: DossierRows;
  readonly #kept: WeightedCache<KeptGroups>;

  /** Makes room for so many dossiers. */
  constructor(codes: Codes, size: number, mostBytesOfGroups: number) {
    this.rows = new DossierRows(codes, size);
    this.#kept = createWeightedCache(mostBytesOfGroups);
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
    const times = kept.timesOf(() => this.rows.filter(question, 0, kept.basis));
    const places = placed.map(({ place }) => place);
    const { groups: ofGroups, all } = groups.timesAt(places, times);
    return packTimes(packKeys(kept.axes, placed), ofGroups, all, this.rows.lists.PROCESSING_DAYS.codes);
  }

  /** Groups that are kept, and what has changed since: of what is held, and of what is not. */
  #groupsOf(question: HeldQuestion): { groups: ChangedGroups; kept: KeptGroups } {
    const { basis, now } = question;
    // First of all, for they may have codes that were not there before.
    const unheld = this.rows.filterUnheld(question);
    const kept = this.#keptGroups(question);
    const parts = [this.rows.filter(question, this.rows.read + kept.basis, basis), ...unheld];
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
    const sizes = keys.map((key) => this.rows.lists[key].codes.length);
    const days = timeBucket && filledDays(args, dayOf(question.now));
    const key = JSON.stringify([filter, flags, groupBy, timeBucket, days, sizes]);
    const known = this.#kept.get(key);
    const isOfUse = known && known.basis <= basis && basis - known.basis <= manyChanges(this.rows.read);
    const kept = isOfUse ? known : this.#group(question);
    // A question of an earlier moment must not replace what is of use to the next ones.
    if (kept.basis >= (known?.basis ?? 0)) this.#kept.set(key, kept, kept.weight);
    return kept;
  }

  #group(question: HeldQuestion): KeptGroups {
    const { args, basis, now } = question;
    const tests = codeTests(args.filter, undefined);
    const axes = axesFor((key) => this.rows.lists[key].codes, tests, args, now);
    const dossiers = this.rows.filter(question, 0, basis);
    return new KeptGroups(dossiers, this.rows.filterPending(question, basis), axes, basis);
  }
}
