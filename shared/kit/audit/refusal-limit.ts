import type { Clock } from "../../base/clock/clock";
import type { Viewer } from "../../http/identity/viewer";

/** Refusals in an hour that have an entry each: of one subject, or of all who have none. */
export const ofOneInAnHour = 60;
/** Of all together, in each process of a subgraph: a third of a megabyte. */
export const ofAllInAnHour = 600;

const hourMs = 3_600_000;

/** What was counted, and not recorded one by one, in an hour that is over. */
export interface SuppressedRefusals {
  /** The beginning of that hour, as ISO 8601. */
  since: string;
  suppressed: number;
}

/** Which refusals have an entry of their own. */
export class RefusalLimit {
  readonly #clock: Clock;
  #hour = Number.NaN;
  #all = 0;
  #suppressed = 0;
  readonly #ofOne = new Map<string | null, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a refusal. `before` is of an hour that is over, and returned once. */
  count(viewer: Viewer | null): { isRecordedApart: boolean; before?: SuppressedRefusals } {
    const before = this.#beginHour();
    const subject = viewer?.subject ?? null;
    const ofOne = this.#ofOne.get(subject) ?? 0;
    const isRecordedApart = this.#all < ofAllInAnHour && ofOne < ofOneInAnHour;
    if (isRecordedApart) {
      this.#all += 1;
      this.#ofOne.set(subject, ofOne + 1);
    } else this.#suppressed += 1;
    return { isRecordedApart, ...(before && { before }) };
  }

  #beginHour(): SuppressedRefusals | undefined {
    const hour = Math.floor(this.#clock.now().getTime() / hourMs);
    if (hour === this.#hour) return undefined;
    const suppressed = this.#suppressed;
    const since = this.#hour;
    this.#hour = hour;
    [this.#all, this.#suppressed] = [0, 0];
    this.#ofOne.clear();
    return suppressed > 0 ? { since: new Date(since * hourMs).toISOString(), suppressed } : undefined;
  }
}
