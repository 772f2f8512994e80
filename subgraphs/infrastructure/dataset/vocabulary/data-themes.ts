/**
 * The themes of DCAT-AP: codes of the EU authority table "data-theme"
 * (http://publications.europa.eu/resource/authority/data-theme), which catalogues that harvest DCAT understand.
 */
export const dataThemes = [
  "AGRI",
  "ECON",
  "EDUC",
  "ENER",
  "ENVI",
  "GOVE",
  "HEAL",
  "INTR",
  "JUST",
  "OP_DATPRO",
  "REGI",
  "SOCI",
  "TECH",
  "TRAN",
] as const;

export type DataTheme = (typeof dataThemes)[number];
