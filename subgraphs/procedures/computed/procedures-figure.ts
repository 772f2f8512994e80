import { defineFigure } from "../../../shared/kit/computed/define-figure";
import { computeByProcedures } from "./computed-by-procedures";

/** What this sector computes of published figures. Innovation leads to it. */
export const proceduresFigure = defineFigure("Procedures", computeByProcedures);
