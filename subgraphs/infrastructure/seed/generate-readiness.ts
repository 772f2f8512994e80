import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { DataOrigin } from "../../../shared/graphql/kit-enums";
import { Random } from "../../../shared/random/random";
import { type ReadinessAssessment, ReadinessCriterion } from "../unit-readiness/readiness-assessment";

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
  SERVICE_CENTRE_CONNECTION: "Điểm phục vụ chưa kết nối Trung tâm Phục vụ hành chính công",
  INFORMATION_SECURITY: "Chưa phê duyệt cấp độ an toàn hệ thống thông tin",
};

/** Assesses every unit on every criterion in every round. What is met once stays met. */
export function generateReadiness(units: readonly string[], seed = 126): ReadinessAssessment[] {
  const random = new Random(seed);
  const behind = new Set(random.shuffle(units).slice(0, unitsBehind));
  const criteria = Object.values(ReadinessCriterion);
  return units.flatMap((unitCode) => {
    const missing = behind.has(unitCode) ? random.shuffle(criteria).slice(0, random.integer(1, 3)) : [];
    return criteria.flatMap((criterion) => {
      const metFrom = missing.includes(criterion) ? rounds.length : firstRoundMet(random);
      return rounds.map((assessedOn, round) => {
        const meets = round >= metFrom;
        const note = meets ? null : shortfalls[criterion];
        return { unitCode, criterion, assessedOn, meets, note, origin: DataOrigin.SYNTHETIC };
      });
    });
  });
}

/** Most criteria hold from the start; the rest were met on the way. */
function firstRoundMet(random: Random): number {
  return random.chance(0.8) ? 0 : random.integer(1, rounds.length - 1);
}
