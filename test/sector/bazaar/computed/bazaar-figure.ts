import { defineFigure } from "../../../../shared/kit/computed/define-figure";
import { computeByBazaar } from "./computed-by-bazaar";

/** What this sector computes of published figures. Innovation leads to it. */
export const bazaarFigure = defineFigure("Bazaar", computeByBazaar);
