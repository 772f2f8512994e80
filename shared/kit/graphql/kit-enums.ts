import { registerEnumType } from "type-graphql";

export enum DataOrigin {
  PUBLISHED = "PUBLISHED",
  REPORTED = "REPORTED",
  SYNTHETIC = "SYNTHETIC",
}

registerEnumType(DataOrigin, {
  name: "DataOrigin",
  description: "Where a row came from.",
  valuesConfig: {
    PUBLISHED: { description: "Copied from a published document that the row cites." },
    REPORTED: { description: "Reported or imported by the organization that owns it." },
    SYNTHETIC: { description: "Generated for demonstration; describes no real case." },
  },
});

export enum Language {
  VI = "VI",
  EN = "EN",
}

registerEnumType(Language, {
  name: "Language",
  description: "The language of a name.",
  valuesConfig: { VI: { description: "Vietnamese." }, EN: { description: "English." } },
});

export enum SortDirection {
  ASC = "ASC",
  DESC = "DESC",
}

registerEnumType(SortDirection, {
  name: "SortDirection",
  description: "Ascending or descending. Rows without a value come last either way.",
  valuesConfig: {
    ASC: { description: "Smallest, earliest or A first." },
    DESC: { description: "Largest, latest or Z first." },
  },
});
