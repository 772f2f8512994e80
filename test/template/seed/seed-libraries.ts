import type { Seed } from "../../../shared/database/seed";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Library } from "../library/library";

/** Three libraries that do not exist, and say so. */
export const seedLibraries: Seed = {
  name: "libraries",
  run: async ({ database }) => {
    await database.repository(Library).insert(
      ["00004", "00008", "00025"].map((unitCode) => ({
        code: `TV-${unitCode}`,
        name: `Thư viện mẫu ${unitCode}`,
        unitCode,
        origin: DataOrigin.SYNTHETIC,
      })),
    );
  },
};
