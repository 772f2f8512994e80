import { registerEnumType } from "type-graphql";

export enum Hosting {
  ON_PREMISES = "ON_PREMISES",
  CITY_DATA_CENTRE = "CITY_DATA_CENTRE",
  CITY_CLOUD = "CITY_CLOUD",
  PUBLIC_CLOUD = "PUBLIC_CLOUD",
}

registerEnumType(Hosting, {
  name: "Hosting",
  description: "Where an information system runs.",
  valuesConfig: {
    ON_PREMISES: { description: "On machines of its owner." },
    CITY_DATA_CENTRE: { description: "On machines in the city's data centre." },
    CITY_CLOUD: { description: "In the city's cloud, which stands in the city's data centre." },
    PUBLIC_CLOUD: { description: "In the cloud of a commercial provider." },
  },
});

export enum MigrationStatus {
  NOT_STARTED = "NOT_STARTED",
  PLANNED = "PLANNED",
  IN_PROGRESS = "IN_PROGRESS",
  MIGRATED = "MIGRATED",
}

registerEnumType(MigrationStatus, {
  name: "MigrationStatus",
  description: "How far the move of a system to the city's data centre or cloud is.",
  valuesConfig: {
    NOT_STARTED: { description: "Nothing was decided." },
    PLANNED: { description: "The move is decided and has not begun." },
    IN_PROGRESS: { description: "The move has begun; the system still runs elsewhere." },
    MIGRATED: { description: "It runs in the city's data centre or cloud." },
  },
});

export enum DataSharing {
  CLOSED = "CLOSED",
  PARTIAL = "PARTIAL",
  SHARED = "SHARED",
}

registerEnumType(DataSharing, {
  name: "DataSharing",
  description: "Whether other organizations can use a system's data.",
  valuesConfig: {
    CLOSED: { description: "Nobody but its owner." },
    PARTIAL: { description: "Some of its data, or some organizations." },
    SHARED: { description: "All that may be shared is shared." },
  },
});
