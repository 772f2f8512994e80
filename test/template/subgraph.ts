import { cubesResolver } from "../../shared/kit/statistics-graphql/cubes-resolver";
import {
  defineSubgraph,
  extensionReference,
  owningReference,
} from "../../shared/kit/subgraph/define-subgraph";
import { AdministrativeUnit } from "./administrative-unit/administrative-unit";
import { AdministrativeUnitResolver } from "./administrative-unit/administrative-unit.resolver";
import { Library } from "./library/library";
import { libraryByCode } from "./library/library.loaders";
import { LibraryResolver } from "./library/library.resolver";
import { Loan } from "./loan/loan";
import { loanCube } from "./loan/loan.cube";
import { loanStatistics } from "./loan/loan.statistics";
import { Baseline1764374400000 } from "./migrations/1764374400000-baseline";
import { seedLibraries } from "./seed/seed-libraries";
import { seedLoans } from "./seed/seed-loans";

export const libraries = defineSubgraph({
  directory: __dirname,
  entities: [Library, Loan],
  migrations: [Baseline1764374400000],
  resolvers: [
    AdministrativeUnitResolver,
    LibraryResolver,
    ...loanStatistics.resolvers,
    cubesResolver("libraries", [loanCube]),
  ],
  references: {
    AdministrativeUnit: extensionReference(AdministrativeUnit, "code"),
    Library: owningReference("code", libraryByCode),
  },
  hasChangeLog: true,
  cubes: [loanCube],
  seeds: [seedLibraries, seedLoans],
});
