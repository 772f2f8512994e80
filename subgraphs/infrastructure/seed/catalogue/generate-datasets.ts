import { startOf } from "../../../../shared/base/clock/calendar-day";
import { Random } from "../../../../shared/base/random/random";
import { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import type { Dataset } from "../../dataset/dataset";
import type { DatasetAssessment } from "../../dataset/dataset-assessment";
import { AccessLevel, type UpdateFrequency } from "../../dataset/dataset-enums";
import type { Distribution } from "../../dataset/distribution";
import { periodHours } from "../../dataset/quality-rules";
import { calibrationDay } from "./calibration-day";
import { commonTopics, type DatasetTopic, topicsOfDepartment, unitTopics } from "./dataset-topics";
import { firstDay } from "./first-day";
import { type GeneratedChecks, generateChecks } from "./generate-checks";
import { generateDistributions } from "./generate-distributions";
import type { Owner } from "./generate-it-systems";

/** A generated dataset with what belongs to it. */
export interface GeneratedDataset {
  dataset: Omit<
    Dataset,
    "id" | "publisher" | "issuedOn" | "contactEmail" | "landingPage" | "graphSource" | "graphQuery"
  >;
  assessments: Omit<DatasetAssessment, "datasetId">[];
  distributions: Omit<Distribution, "id" | "datasetId">[];
}

/**
 * 180 datasets: 8 of each of the 17 departments and one of each of 44 wards and communes. 131 are on the open
 * data portal, which was published as having more than 125; that four departments have opened nothing is an
 * assumption, made so that a query for who has none finds some.
 */
const perDepartment = 8;
const unitPublishers = 44;
const onPortal = 131;
const departmentsNotOpen = 4;

const licenses = ["CC-BY-4.0", "CC-BY-4.0", "CC0-1.0", "ODbL-1.0"];

/** Makes the catalogue. `systems` are codes of systems by the code of their owner. */
export function generateDatasets(
  owners: readonly Owner[],
  systems: ReadonlyMap<string, string[]>,
  seed = 125,
): GeneratedDataset[] {
  const random = new Random(seed);
  const departments = owners.filter(({ kind }) => kind === "DEPARTMENT" || kind === "SERVICE_CENTRE");
  const units = random
    .shuffle(owners.filter(({ kind }) => kind === "COMMUNE_AUTHORITY"))
    .slice(0, unitPublishers);
  const closed = new Set(random.shuffle(departments).slice(0, departmentsNotOpen));
  const planned = [
    ...departments.flatMap((publisher) => topicsOf(publisher).map((topic) => ({ publisher, topic }))),
    ...units.map((publisher) => ({ publisher, topic: random.pick(unitTopics) })),
  ];
  const openable = planned.filter(({ publisher }) => !closed.has(publisher));
  const opened = new Set(random.shuffle(openable).slice(0, onPortal));
  return planned.map((plan) =>
    generateDataset(random, plan, opened.has(plan), systems.get(plan.publisher.code) ?? []),
  );
}

/** A department's own subjects first, then the common ones. */
function topicsOf({ code }: Owner): DatasetTopic[] {
  return [...(topicsOfDepartment[code] ?? []), ...commonTopics].slice(0, perDepartment);
}

function generateDataset(
  random: Random,
  { publisher, topic }: { publisher: Owner; topic: DatasetTopic },
  onOpenDataPortal: boolean,
  systems: string[],
): GeneratedDataset {
  const closedLevel = random.pick([AccessLevel.SHARED, AccessLevel.SHARED, AccessLevel.RESTRICTED]);
  const accessLevel = onOpenDataPortal ? AccessLevel.OPEN : closedLevel;
  const { holds, assessments }: GeneratedChecks = generateChecks(random, accessLevel);
  const system = random.chance(0.6) && systems.length > 0 ? random.pick(systems) : null;
  return {
    dataset: {
      title: `${topic.title} - ${publisher.nameVi}`,
      description: random.chance(0.85) ? `Dữ liệu minh họa: ${topic.title.toLowerCase()}.` : null,
      publisherCode: publisher.code,
      theme: topic.theme,
      keywords: topic.keywords,
      frequency: topic.frequency,
      modifiedAt: notBefore(publisher, generateModifiedAt(random, topic.frequency)),
      license: onOpenDataPortal ? random.pick(licenses) : null,
      accessLevel,
      onOpenDataPortal,
      systemCode: system,
      ...holds,
      origin: DataOrigin.SYNTHETIC,
    },
    assessments,
    distributions: generateDistributions(random, accessLevel, publisher.code),
  };
}

/** The authorities of today publish nothing before there are such authorities. */
function notBefore({ kind }: Owner, modifiedAt: Date): Date {
  const first = startOf(firstDay);
  return kind === "COMMUNE_AUTHORITY" && modifiedAt < first ? first : modifiedAt;
}

/**
 * About seven in ten are within their period at noon of the calibration day; the others are up to three periods
 * late. None was changed after that noon, so that a clock set to it sees no future.
 */
function generateModifiedAt(random: Random, frequency: UpdateFrequency): Date {
  const hours = periodHours[frequency] ?? 365 * 24;
  const periods = random.chance(0.7) ? random.next() : 1.15 + random.next() * 3;
  const noon = startOf(calibrationDay).getTime() + 12 * 3_600_000;
  return new Date(noon - Math.round(hours * periods * 3_600) * 1_000);
}
