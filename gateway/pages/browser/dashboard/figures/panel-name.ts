import type { dashboardVi } from "../../i18n/dashboard.vi";

/** A panel, by its entry in the dashboard's texts: its title, and what its figures mean. It is also its id on the page. */
export type PanelName = keyof typeof dashboardVi.panels;
