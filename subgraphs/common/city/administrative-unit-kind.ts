import { registerEnumType } from "type-graphql";

export enum AdministrativeUnitKind {
  CITY = "CITY",
  WARD = "WARD",
  COMMUNE = "COMMUNE",
}

registerEnumType(AdministrativeUnitKind, {
  name: "AdministrativeUnitKind",
  description: "What kind of unit it is.",
  valuesConfig: {
    CITY: { description: "The city as a whole, above its 126 wards and communes." },
    WARD: { description: "A ward (phường): the urban kind of commune-level unit." },
    COMMUNE: { description: "A commune (xã): the rural kind of commune-level unit." },
  },
});
