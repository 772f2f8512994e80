import type { Database } from "../../../shared/database/database";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Indicator } from "../indicator/indicator";
import { SourceDocument } from "../source-document/source-document";
import { Observation, ObservationStatus } from "./observation";
import { parsePeriod } from "./period";
import { ValueQualifier } from "./value-qualifier";

/** Adds an indicator for one test; `indicator` names what matters to it. */
export async function addIndicator(database: Database, indicator: Partial<Indicator> & { code: string }) {
  await database.repository(Indicator).insert({
    nameVi: "Chỉ số thử",
    nameEn: "Test indicator",
    definitionVi: null,
    definitionEn: null,
    sectorCode: "innovation",
    unit: "thing",
    decimals: 0,
    higherIsBetter: null,
    responsibleOrganizationCode: null,
    ...indicator,
  });
}

/** Adds an observation of the city for one test, from a source of its own unless it names one. Gives its id. */
export async function addObservation(
  database: Database,
  { period = "2025", ...observation }: Partial<Observation> & { indicatorCode: string; value: string },
): Promise<string> {
  const publishedAt = observation.publishedAt ?? new Date("2025-11-01T00:00:00+07:00");
  const sourceId = observation.sourceId ?? (await addSource(database));
  const { start: periodStart, end: periodEnd } = parsePeriod(period);
  const { identifiers } = await database.repository(Observation).insert({
    areaCode: "01",
    organizationCode: null,
    period,
    periodStart,
    periodEnd,
    qualifier: ValueQualifier.EXACT,
    status: ObservationStatus.NORMAL,
    note: null,
    recordedAt: publishedAt,
    revision: 1,
    supersedesId: null,
    supersededAt: null,
    origin: DataOrigin.REPORTED,
    ...observation,
    publishedAt,
    sourceId,
  });
  return String(identifiers[0]?.id);
}

let sources = 0;

async function addSource(database: Database): Promise<string> {
  sources += 1;
  const id = `test-source-${sources}`;
  await database
    .repository(SourceDocument)
    .insert({ code: id, publisher: null, title: "Test", publishedOn: null, url: null });
  return id;
}
