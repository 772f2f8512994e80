import { z } from "zod";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";

/** The columns of a seed file whose rows all come from public documents: none without its source. */
export const publishedColumns = {
  source_id: z.string(),
  said_on: z.iso.date().nullable(),
};

/** The columns of such a row that say where it came from. */
export function published({ source_id: sourceId, said_on: saidOn }: PublishedRow) {
  return { origin: DataOrigin.PUBLISHED, sourceId, saidOn };
}

interface PublishedRow {
  source_id: string;
  said_on: string | null;
}

/** A cell with several codes and `;` between them. */
export const codesCell = z
  .string()
  .nullable()
  .transform((cell) => cell?.split(";") ?? []);
