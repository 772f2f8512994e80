import { registerEnumType } from "type-graphql";

/** How rows came. */
export enum ImportKind {
  FILE = "FILE",
  SYNC = "SYNC",
}

registerEnumType(ImportKind, {
  name: "ImportKind",
  description: "How rows were taken in.",
  valuesConfig: {
    FILE: { description: "As a file, which an office sent or an operator imported." },
    SYNC: { description: "As rows that another program sent, to be brought up to date with it." },
  },
});
