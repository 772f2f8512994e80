import { AccessLevel, UpdateFrequency } from "../../dataset/dataset-enums";

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

/** dcat:theme; a dataset's theme is a code of this table already. */
export function themeIri(code: string): string {
  return `${authority}/data-theme/${code}`;
}

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

/** The IRIs of a format; undefined for one of no table, such as API. */
export function formatIris(format: string): { fileType: string; mediaType: string } | undefined {
  const known = formats[format.toUpperCase()];
  return (
    known && {
      fileType: `${authority}/file-type/${known.fileType}`,
      mediaType: `https://www.iana.org/assignments/media-types/${known.mediaType}`,
    }
  );
}
