import { type GraphQLResolveInfo, Kind } from "graphql";
import { type Cube, nameOfConstant } from "../cube/cube";
import { selectedFields, selectedNodes } from "../graphql/selected-fields";

/** Fields of a row that are of all steps of its series. */
const windowFields = ["change", "runningTotal", "movingMean"];
const besideFields = ["share", "changeFrom", ...windowFields];

/** The measures that a query of a cube's statistics reads: those that it selects, and those that fields of a row are of. */
export function requestedMeasures(cube: Cube, info: GraphQLResolveInfo): string[] {
  const constants = selectedNodes(info, "rows").flatMap(({ name, arguments: given }) => {
    const value = given?.find((one) => one.name.value === "measure")?.value;
    if (!besideFields.includes(name.value) || !value) return [];
    if (value.kind === Kind.ENUM) return [value.value];
    return value.kind === Kind.VARIABLE ? [String(info.variableValues[value.name.value])] : [];
  });
  const names = [
    ...selectedFields(info, "rows", "measures"),
    ...selectedFields(info, "totals"),
    ...constants.map((constant) => nameOfConstant(cube.measures, constant)),
  ];
  return [...new Set(names)].toSorted();
}

/** Whether a query reads fields of rows that are of their series. */
export function readsWindows(info: GraphQLResolveInfo): boolean {
  return selectedFields(info, "rows").some((field) => windowFields.includes(field));
}
