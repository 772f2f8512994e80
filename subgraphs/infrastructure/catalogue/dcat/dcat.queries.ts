import sql from "sql-template-tag";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import type { Database } from "../../../../shared/database/database";
import type { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import type { AccessLevel, UpdateFrequency } from "../../dataset/dataset-enums";
import type { DataTheme } from "../../dataset/vocabulary/data-themes";

/** A dataset of the public part of the catalogue, with everything that its description needs. */
export interface PublicDataset {
  id: string;
  title: string;
  description: string | null;
  publisherCode: string;
  publisherName: string;
  theme: DataTheme;
  keywords: string[];
  frequency: UpdateFrequency;
  /** YYYY-MM-DD. */
  issuedOn: CalendarDay;
  modifiedAt: Date;
  license: string | null;
  accessLevel: AccessLevel;
  contactEmail: string | null;
  landingPage: string | null;
  graphSource: string | null;
  graphQuery: string | null;
  origin: DataOrigin;
  /** byteSize as text: it may have more digits than a JavaScript number. */
  distributions: { id: string; format: string; accessUrl: string; byteSize: string | null }[];
}

/** What everybody may use, and may therefore read about on other portals. */
const isPublic = sql`d.access_level = 'OPEN'`;

/** The next public datasets after an id, in order of the ids. */
export function findPublicDatasets(
  database: Database,
  afterId: string,
  limit: number,
): Promise<PublicDataset[]> {
  return database.rows<PublicDataset>(sql`
    SELECT d.id::text AS id, d.title, d.description, d.publisher_code AS "publisherCode",
      coalesce(o.name_vi, o.code) AS "publisherName", d.theme, d.keywords, d.frequency,
      d.issued_on::text AS "issuedOn", d.modified_at AS "modifiedAt", d.license, d.contact_email AS "contactEmail",
      d.landing_page AS "landingPage", d.graph_query AS "graphQuery", d.access_level AS "accessLevel",
      d.graph_source AS "graphSource", d.origin, ARRAY(
        SELECT json_build_object('id', x.id::text, 'format', x.format, 'accessUrl', x.access_url,
          'byteSize', x.byte_size::text)
        FROM distribution x WHERE x.dataset_id = d.id ORDER BY x.format, x.id) AS distributions
    FROM dataset d JOIN organization o ON o.code = d.publisher_code
    WHERE ${isPublic} AND d.id > ${afterId}::bigint ORDER BY d.id LIMIT ${limit}`);
}

/**
 * A text that changes with anything in the document: counts and sums of hashes over the rows, which need no
 * memory and no order. Two documents that meet in it by chance: one in 2^64.
 */
export async function findCatalogueState(database: Database): Promise<string> {
  const { state } = await database.row<{ state: string }>(sql`
    SELECT concat_ws(' ', datasets, distributions, organizations) AS state FROM (
      SELECT concat(count(*), ':', sum(hashtextextended(ROW(d.id, d.title, d.description, d.publisher_code, d.theme,
        d.keywords, d.frequency, d.issued_on, d.modified_at, d.license, d.contact_email, d.landing_page, d.graph_source,
        d.graph_query, d.origin)::text, 0))) AS datasets
      FROM dataset d WHERE ${isPublic}) dataset,
    (
      SELECT concat(count(*), ':', sum(hashtextextended(ROW(x.*)::text, 0))) AS distributions
      FROM distribution x JOIN dataset d ON d.id = x.dataset_id WHERE ${isPublic}) distribution,
    (
      SELECT concat(count(*), ':', sum(hashtextextended(ROW(o.*)::text, 0))) AS organizations
      FROM organization o) organization`);
  return state;
}

/** The name of an organization; its code when no name is known. */
export async function findOrganizationName(database: Database, code: string): Promise<string> {
  const [row] = await database.rows<{ name: string }>(sql`
    SELECT coalesce(name_vi, code) AS name FROM organization WHERE code = ${code}`);
  return row?.name ?? code;
}
