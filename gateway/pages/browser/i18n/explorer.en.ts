import type { explorerVi } from "./explorer.vi";
import type { TextsLike } from "./texts";

/** Texts of the explorer, in English. */
export const explorerEn: TextsLike<typeof explorerVi> = {
  title: "Data explorer",
};
