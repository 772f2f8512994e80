import type { Seed } from "../../../shared/database/seed";
import { SourceDocument } from "../source-document/source-document";
import { readSources } from "./published-claims";

/** The public documents that figures and targets are taken from. */
export const seedSources: Seed = {
  name: "sources",
  run: async ({ database }) => {
    await database.repository(SourceDocument).insert(
      readSources().map(
        ({ id: code, published_on: publishedOn, title_vi: titleVi, title_en: titleEn, ...source }) => ({
          ...source,
          code,
          publishedOn,
          titleVi,
          titleEn,
        }),
      ),
    );
  },
};
