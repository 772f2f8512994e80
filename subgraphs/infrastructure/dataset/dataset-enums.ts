import { registerEnumType } from "type-graphql";

export enum UpdateFrequency {
  REALTIME = "REALTIME",
  DAILY = "DAILY",
  WEEKLY = "WEEKLY",
  MONTHLY = "MONTHLY",
  QUARTERLY = "QUARTERLY",
  ANNUALLY = "ANNUALLY",
  IRREGULAR = "IRREGULAR",
}

registerEnumType(UpdateFrequency, {
  name: "UpdateFrequency",
  description:
    "How often a dataset is to be updated. The length of a period is an assumption of this graph: the longest " +
    "that the calendar gives it.",
  valuesConfig: {
    REALTIME: { description: "All the time. Its period is 1 hour." },
    DAILY: { description: "Every day. Its period is 24 hours." },
    WEEKLY: { description: "Every week. Its period is 7 days." },
    MONTHLY: { description: "Every month. Its period is 31 days." },
    QUARTERLY: { description: "Every quarter. Its period is 92 days." },
    ANNUALLY: { description: "Every year. Its period is 366 days." },
    IRREGULAR: { description: "When there is something new. Nothing is promised, so it is always live." },
  },
});

export enum AccessLevel {
  OPEN = "OPEN",
  SHARED = "SHARED",
  RESTRICTED = "RESTRICTED",
}

registerEnumType(AccessLevel, {
  name: "AccessLevel",
  description: "Who may use a dataset.",
  valuesConfig: {
    OPEN: { description: "Everybody, under its licence." },
    SHARED: { description: "The organizations of the city." },
    RESTRICTED: { description: "Only whom its publisher admits." },
  },
});

export enum QualityCriterion {
  ACCURATE = "ACCURATE",
  SUFFICIENT = "SUFFICIENT",
  CLEAN = "CLEAN",
  LIVE = "LIVE",
  CONSISTENT = "CONSISTENT",
  SHARED = "SHARED",
}

registerEnumType(QualityCriterion, {
  name: "QualityCriterion",
  description: "The six criteria of the shared data catalogue.",
  valuesConfig: {
    ACCURATE: { description: "Agrees with the records it was made from (đúng)." },
    SUFFICIENT: { description: "Has every record and field that it should have (đủ)." },
    CLEAN: { description: "Has no duplicates and no malformed values (sạch)." },
    LIVE: {
      description:
        "Was updated within one period of its frequency, with 10 % grace (sống). False on a past day where the only " +
        "change known came later.",
    },
    CONSISTENT: { description: "Uses the codes and names that other datasets use (thống nhất)." },
    SHARED: { description: "Other organizations can in fact use it (dùng chung)." },
  },
});
