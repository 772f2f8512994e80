import { registerEnumType } from "type-graphql";

export const comparedSteps = { PREVIOUS_STEP: "PREVIOUS_STEP", YEAR_BEFORE: "YEAR_BEFORE" };

registerEnumType(comparedSteps, {
  name: "ComparedStep",
  description: "Which earlier step of a series another is compared with.",
  valuesConfig: {
    PREVIOUS_STEP: { description: "The step before." },
    YEAR_BEFORE: { description: "The same step of the year before; of weeks that of 52 weeks before." },
  },
});
