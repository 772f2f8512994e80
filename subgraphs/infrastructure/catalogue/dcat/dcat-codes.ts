import { AccessLevel, UpdateFrequency } from "../../dataset/dataset-enums";
import type { DataTheme } from "../../dataset/vocabulary/data-themes";

/*
 * The graph's enums in the authority tables of the EU Publications Office, which DCAT-AP prescribes and portals
 * understand: https://op.europa.eu/en/web/eu-vocabularies/authority-tables
 */

const authority = "http://publications.europa.eu/resource/authority";

/** dct:accrualPeriodicity. */
export const frequencyIris: Record<UpdateFrequency, string> = {
  REALTIME: `${authority}/frequency/UPDATE_CONT`,
  DAILY: `${authority}/frequency/DAILY`,
  WEEKLY: `${authority}/frequency/WEEKLY`,
  MONTHLY: `${authority}/frequency/MONTHLY`,
  QUARTERLY: `${authority}/frequency/QUARTERLY`,
  ANNUALLY: `${authority}/frequency/ANNUAL`,
  IRREGULAR: `${authority}/frequency/IRREG`,
};

/** dct:accessRights. */
export const accessRightIris: Record<AccessLevel, string> = {
  OPEN: `${authority}/access-right/PUBLIC`,
  SHARED: `${authority}/access-right/RESTRICTED`,
  RESTRICTED: `${authority}/access-right/NON_PUBLIC`,
};

/** dcat:theme; a dataset's theme is a code of this table already. The labels are the table's own, in English. */
export function themeIri(code: string): string {
  return `${authority}/data-theme/${code}`;
}

export const themeLabels: Record<DataTheme, string> = {
  AGRI: "Agriculture, fisheries, forestry and food",
  ECON: "Economy and finance",
  EDUC: "Education, culture and sport",
  ENER: "Energy",
  ENVI: "Environment",
  GOVE: "Government and public sector",
  HEAL: "Health",
  INTR: "International issues",
  JUST: "Justice, legal system and public safety",
  OP_DATPRO: "Provisional data",
  REGI: "Regions and cities",
  SOCI: "Population and society",
  TECH: "Science and technology",
  TRAN: "Transport",
};

/** dct:format and dcat:mediaType of the commonest formats; the IANA's names for the second. */
const formats: Record<string, { fileType: string; mediaType: string }> = {
  CSV: { fileType: "CSV", mediaType: "text/csv" },
  GEOJSON: { fileType: "GEOJSON", mediaType: "application/geo+json" },
  JSON: { fileType: "JSON", mediaType: "application/json" },
  PDF: { fileType: "PDF", mediaType: "application/pdf" },
  XLSX: {
    fileType: "XLSX",
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  },
  XML: { fileType: "XML", mediaType: "application/xml" },
  ZIP: { fileType: "ZIP", mediaType: "application/zip" },
};

/** What a format is called where it is described, and that is a file which can be downloaded. */
export interface FormatIris {
  label: string;
  fileType: string;
  mediaType: string;
}

/** The IRIs of a format; undefined for one of no table, such as API. */
export function formatIris(format: string): FormatIris | undefined {
  const label = format.toUpperCase();
  const known = formats[label];
  return (
    known && {
      label,
      fileType: `${authority}/file-type/${known.fileType}`,
      mediaType: `https://www.iana.org/assignments/media-types/${known.mediaType}`,
    }
  );
}
