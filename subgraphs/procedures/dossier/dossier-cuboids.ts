import { DossierDimension } from "./dossier-stats.inputs";

/** How long a tally reaches: a day, a stretch (a week, cut where a month ends within it) or a month. */
export type CuboidSpan = "DAY" | "STRETCH" | "MONTH";

/** A set of keys that `dossier_tally` keeps counts by. */
export interface Cuboid {
  span: CuboidSpan;
  dimensions: readonly DossierDimension[];
}

const { ORGANIZATION, UNIT, PROCEDURE, PROCEDURE_FIELD, CHANNEL, APPLICANT, STATUS, TIMELINESS } =
  DossierDimension;

/** As the migration makes them, from the smallest to the largest: the first one that can answer does. */
const cuboids: readonly Cuboid[] = [
  { span: "STRETCH", dimensions: [PROCEDURE_FIELD, CHANNEL, APPLICANT] },
  { span: "DAY", dimensions: [PROCEDURE_FIELD] },
  { span: "MONTH", dimensions: [ORGANIZATION, STATUS, TIMELINESS] },
  { span: "MONTH", dimensions: [UNIT, STATUS, TIMELINESS] },
  { span: "STRETCH", dimensions: [PROCEDURE_FIELD, STATUS, TIMELINESS] },
  { span: "STRETCH", dimensions: [ORGANIZATION, CHANNEL] },
  { span: "STRETCH", dimensions: [ORGANIZATION, APPLICANT] },
  { span: "STRETCH", dimensions: [UNIT, CHANNEL] },
  { span: "STRETCH", dimensions: [UNIT, APPLICANT] },
  { span: "DAY", dimensions: [CHANNEL, APPLICANT, STATUS, TIMELINESS] },
  { span: "MONTH", dimensions: [PROCEDURE] },
  { span: "DAY", dimensions: [UNIT] },
  { span: "DAY", dimensions: [ORGANIZATION] },
  { span: "MONTH", dimensions: [ORGANIZATION, PROCEDURE_FIELD] },
  { span: "MONTH", dimensions: [ORGANIZATION, UNIT] },
  { span: "MONTH", dimensions: [UNIT, PROCEDURE_FIELD] },
];

/** The smallest cuboid that knows these dimensions, by one of these spans; undefined when none does. */
export function findCuboid(
  dimensions: ReadonlySet<DossierDimension>,
  spans: readonly CuboidSpan[],
): Cuboid | undefined {
  return cuboids.find(
    (cuboid) =>
      spans.includes(cuboid.span) && [...dimensions].every((one) => cuboid.dimensions.includes(one)),
  );
}

/** What GROUPING(day, stretch, month, organization_code, …) gives for a cuboid: a bit for each key that is not there. */
export function cuboidNumber({ span, dimensions }: Cuboid): number {
  const there = [
    ...["DAY", "STRETCH", "MONTH"].map((one) => one === span),
    ...[ORGANIZATION, UNIT, PROCEDURE, PROCEDURE_FIELD, CHANNEL, APPLICANT, STATUS, TIMELINESS].map((one) =>
      dimensions.includes(one),
    ),
  ];
  return there.reduce((number, is) => number * 2 + (is ? 0 : 1), 0);
}
