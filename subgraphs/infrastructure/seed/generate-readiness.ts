import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { Random } from "../../../shared/base/random/random";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { ReadinessCriterion } from "../administrative-unit/readiness-criterion";
import { type ReadinessAssessment } from "../unit-readiness/readiness-assessment";
import { notConnected } from "../unit-readiness/record-service-connections";

/** When all units were assessed, the first time on the day on which they came to be. An assumption. */
const rounds: readonly CalendarDay[] = ["2025-07-01", "2025-09-05", "2025-10-10", "2025-11-10"];

/** Units that miss a criterion in the last round, a quarter. An assumption: no figure was published. */
const unitsBehind = 32;

/** What a unit that misses a criterion lacks. */
const shortfalls: Record<ReadinessCriterion, string> = {
  LAN: "Mạng nội bộ chưa phủ hết các phòng làm việc",
  WAN_CONNECTION: "Chưa kết nối mạng diện rộng của Thành phố",
  COMPUTERS: "Máy tính cũ, chưa đủ cho cán bộ, công chức",
  SCANNERS: "Thiếu máy quét tại nơi tiếp nhận hồ sơ",
  VIDEO_CONFERENCE: "Chưa có phòng họp trực tuyến",
  SERVICE_CENTRE_CONNECTION: notConnected,
  INFORMATION_SECURITY: "Chưa phê duyệt cấp độ an toàn hệ thống thông tin",
};

/**
 * Assesses every unit on every criterion in every round. What is met once stays met. Whether a unit's service point is
 * connected is a fact of the procedures sector: `unconnected` are the units where it is not, and no other one is
 * assessed to miss it.
 */
export function generateReadiness(
  units: readonly string[],
  unconnected: ReadonlySet<string>,
  seed = 126,
): ReadinessAssessment[] {
  const random = new Random(seed);
  const behind = chooseBehind(random.shuffle(units), unconnected);
  const { SERVICE_CENTRE_CONNECTION, ...own } = ReadinessCriterion;
  return units.flatMap((unitCode) => {
    const missing: ReadinessCriterion[] = behind.has(unitCode)
      ? random.shuffle(Object.values(own)).slice(0, random.integer(1, 3))
      : [];
    if (unconnected.has(unitCode)) missing.push(SERVICE_CENTRE_CONNECTION);
    return Object.values(ReadinessCriterion).flatMap((criterion) => {
      const metFrom = missing.includes(criterion) ? rounds.length : firstRoundMet(random);
      return rounds.map((assessedOn, round) => {
        const meets = round >= metFrom;
        const note = meets ? null : shortfalls[criterion];
        return { unitCode, criterion, assessedOn, meets, note, origin: DataOrigin.SYNTHETIC };
      });
    });
  });
}

/** Those that are not connected, and the first others up to the number of units behind. */
function chooseBehind(shuffled: readonly string[], unconnected: ReadonlySet<string>): Set<string> {
  const first = shuffled.filter((unit) => unconnected.has(unit));
  return new Set([...first, ...shuffled.filter((unit) => !unconnected.has(unit))].slice(0, unitsBehind));
}

/** Most criteria hold from the start; the rest were met on the way. */
function firstRoundMet(random: Random): number {
  return random.chance(0.8) ? 0 : random.integer(1, rounds.length - 1);
}
