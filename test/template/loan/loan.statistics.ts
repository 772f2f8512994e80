import { defineStatistics } from "../../../shared/kit/statistics-graphql/define-statistics";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Library } from "../library/library";
import { libraryByCode } from "../library/library.loaders";
import { ReaderKind } from "./loan";
import { loanCube } from "./loan.cube";

export const loanStatistics = defineStatistics(loanCube, {
  library: { type: () => Library, of: (code, context) => context.loadKnown(libraryByCode, code) },
  unit: { type: () => AdministrativeUnit, of: (code) => ({ code }) },
  reader: { values: ReaderKind },
  daysLent: "class",
});
