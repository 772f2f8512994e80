import { defineSubgraph, extensionReference, homeReference } from "../../shared/subgraph/define-subgraph";
import { AdministrativeUnit } from "./administrative-unit/administrative-unit";
import { AdministrativeUnitResolver } from "./administrative-unit/administrative-unit.resolver";
import { Library } from "./library/library";
import { libraryByCode } from "./library/library.loaders";
import { LibraryResolver } from "./library/library.resolver";
import { CreateLibraries1763078400000 } from "./migrations/1763078400000-create-libraries";
import { seedLibraries } from "./seed/seed-libraries";

export const libraries = defineSubgraph({
  directory: __dirname,
  entities: [Library],
  migrations: [CreateLibraries1763078400000],
  resolvers: [AdministrativeUnitResolver, LibraryResolver],
  references: {
    AdministrativeUnit: extensionReference(AdministrativeUnit, "code"),
    Library: homeReference("code", libraryByCode),
  },
  seeds: [seedLibraries],
});
