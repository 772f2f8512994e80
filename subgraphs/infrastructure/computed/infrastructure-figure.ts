import { defineFigure } from "../../../shared/kit/computed/define-figure";
import { computeByInfrastructure } from "./computed-by-infrastructure";

/** What this sector computes of published figures. Innovation leads to it. */
export const infrastructureFigure = defineFigure("Infrastructure", computeByInfrastructure);
