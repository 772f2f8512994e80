import { addDays } from "../../../../shared/base/clock/calendar-day";
import type { Random } from "../../../../shared/base/random/random";
import type { Dataset } from "../../dataset/dataset";
import type { DatasetAssessment } from "../../dataset/dataset-assessment";
import { AccessLevel, QualityCriterion } from "../../dataset/dataset-enums";

/** The five assessed criteria of a generated dataset: whether they hold, and on what evidence. */
export interface GeneratedChecks {
  holds: Pick<Dataset, "accurate" | "sufficient" | "clean" | "consistent" | "shared">;
  assessments: Omit<DatasetAssessment, "datasetId">[];
}

/** Makes the assessments of one dataset on one day of the six weeks before the calibration. */
export function generateChecks(random: Random, accessLevel: AccessLevel): GeneratedChecks {
  const assessedOn = addDays("2025-10-01", random.integer(0, 42));
  const holds = {
    accurate: random.chance(0.9),
    sufficient: random.chance(0.8),
    clean: random.chance(0.85),
    consistent: random.chance(0.75),
    shared: accessLevel !== AccessLevel.RESTRICTED && random.chance(0.9),
  };
  const { ACCURATE, SUFFICIENT, CLEAN, CONSISTENT, SHARED } = QualityCriterion;
  const counted = (criterion: QualityCriterion, isMet: boolean, evidence: string) => {
    const denominator = random.integer(200, 5_000);
    const share = isMet ? 0.98 + random.next() * 0.02 : 0.6 + random.next() * 0.35;
    return { criterion, evidence, numerator: Math.floor(denominator * share), denominator, assessedOn };
  };
  const stated = (criterion: QualityCriterion, evidence: string) => {
    return { criterion, evidence, numerator: null, denominator: null, assessedOn };
  };
  return {
    holds,
    assessments: [
      counted(ACCURATE, holds.accurate, "Đối chiếu ngẫu nhiên với hồ sơ gốc"),
      counted(SUFFICIENT, holds.sufficient, "Kiểm đếm bản ghi có đủ các trường bắt buộc"),
      counted(CLEAN, holds.clean, "Rà soát trùng lặp và sai định dạng"),
      stated(
        CONSISTENT,
        holds.consistent ? "Dùng bộ mã chung của Thành phố" : "Còn dùng bộ mã riêng của đơn vị",
      ),
      stated(SHARED, holds.shared ? "Có cơ quan khác đang khai thác" : "Chưa có cơ quan khác khai thác được"),
    ],
  };
}
