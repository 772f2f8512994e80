import { addDays, type CalendarDay, daysBetween } from "../../../shared/base/clock/calendar-day";
import { Random } from "../../../shared/base/random/random";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import type { Enterprise } from "../enterprise/enterprise";
import { EnterpriseKind } from "../enterprise/enterprise-kind";

export type GeneratedEnterprise = Omit<Enterprise, "id">;

/** How many there are, and how many of them are what the city published of 2025; the shares follow from these. */
const sizes = { all: 5_000, innovating: 1_260, scienceTechnology: 207, startups: 420, makers: 310 };

const industries = [
  "Phần mềm và dịch vụ công nghệ thông tin",
  "Sản xuất điện tử",
  "Viễn thông",
  "Công nghệ sinh học",
  "Y tế và dược phẩm",
  "Nông nghiệp công nghệ cao",
  "Cơ khí chính xác và tự động hóa",
  "Năng lượng và môi trường",
  "Giáo dục và đào tạo",
  "Thương mại điện tử",
  "Logistics",
  "Xây dựng và vật liệu",
] as const;

/** The last day that the generated data knows. */
const lastDay: CalendarDay = "2025-11-14";

/**
 * Makes the enterprises of the city. None of them exists: their names are numbers. Science and technology
 * enterprises and startups all innovate, as nearly all of them do by what they are.
 */
export function generateEnterprises(
  units: readonly { code: string; population: number }[],
  seed = 57,
): GeneratedEnterprise[] {
  const random = new Random(seed);
  const pickUnit = byPopulation(units, random);
  const order = random.shuffle(Array.from({ length: sizes.all }, (_, at) => at));
  // Each kind takes the first of one shuffled order, startups from where science and technology has its last tenth.
  const startupsFrom = Math.round(sizes.scienceTechnology * 0.9);
  return order.map((at, number) => {
    const scienceTechnology = at < sizes.scienceTechnology;
    const startup = at >= startupsFrom && at < startupsFrom + sizes.startups;
    const maker = at >= sizes.innovating - sizes.makers && at < sizes.innovating;
    const foundedOn = startup
      ? dayWithin(random, "2019-01-01", "2025-09-30")
      : dayWithin(random, "1996-01-01", scienceTechnology ? "2022-12-31" : "2025-09-30");
    const employees = Math.ceil(4 * (1 / (1 - random.next() * 0.995)));
    return {
      name: `Doanh nghiệp mô phỏng ${String(number + 1).padStart(5, "0")}`,
      kinds: [
        ...(scienceTechnology ? [EnterpriseKind.SCIENCE_TECHNOLOGY] : []),
        ...(startup ? [EnterpriseKind.STARTUP] : []),
        ...(maker ? [EnterpriseKind.MAKE_IN_HANOI] : []),
      ],
      industry: random.pick(industries),
      unitCode: pickUnit(),
      foundedOn,
      certifiedOn: scienceTechnology
        ? dayWithin(random, foundedOn < "2012-01-01" ? "2012-01-01" : foundedOn, lastDay)
        : null,
      employees,
      revenue: String(employees * random.integer(200, 1_800) * 1_000_000),
      innovating: at < sizes.innovating,
      origin: DataOrigin.SYNTHETIC,
    };
  });
}

function dayWithin(random: Random, from: CalendarDay, to: CalendarDay): CalendarDay {
  return addDays(from, random.integer(0, daysBetween(from, to)));
}

/** Picks units, each as often as its share of the population. */
function byPopulation(units: readonly { code: string; population: number }[], random: Random): () => string {
  const total = units.reduce((sum, { population }) => sum + population, 0);
  return () => {
    let left = random.next() * total;
    const unit = units.find(({ population }) => {
      left -= population;
      return left < 0;
    });
    return unit?.code ?? units[0]?.code ?? "";
  };
}
