import { useSession } from "../../sign-in/use-viewer";
import { type DossierDay, dossierDay } from "../view/dossier-day";
import type { View } from "../view/view";

/** The day by which dossiers are shown to who uses the page. */
export function useDossierDay(view: Pick<View, "day" | "asOf">): DossierDay {
  const { token } = useSession();
  return dossierDay(view, token !== undefined);
}
