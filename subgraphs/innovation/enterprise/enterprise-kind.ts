import { registerEnumType } from "type-graphql";

export enum EnterpriseKind {
  SCIENCE_TECHNOLOGY = "SCIENCE_TECHNOLOGY",
  STARTUP = "STARTUP",
  MAKE_IN_HANOI = "MAKE_IN_HANOI",
}

registerEnumType(EnterpriseKind, {
  name: "EnterpriseKind",
  description: "What an enterprise counts as; it may be several of them, or none.",
  valuesConfig: {
    SCIENCE_TECHNOLOGY: { description: "Certified science and technology enterprise." },
    STARTUP: { description: "Innovative startup." },
    MAKE_IN_HANOI: { description: "Makes technology products in Hanoi." },
  },
});
