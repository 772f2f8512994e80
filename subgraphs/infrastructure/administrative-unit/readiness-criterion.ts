import { registerEnumType } from "type-graphql";

export enum ReadinessCriterion {
  LAN = "LAN",
  WAN_CONNECTION = "WAN_CONNECTION",
  COMPUTERS = "COMPUTERS",
  SCANNERS = "SCANNERS",
  VIDEO_CONFERENCE = "VIDEO_CONFERENCE",
  SERVICE_CENTRE_CONNECTION = "SERVICE_CENTRE_CONNECTION",
  INFORMATION_SECURITY = "INFORMATION_SECURITY",
}

registerEnumType(ReadinessCriterion, {
  name: "ReadinessCriterion",
  description: "What the IT infrastructure of a commune-level unit is assessed by.",
  valuesConfig: {
    LAN: { description: "A local network in the unit's offices." },
    WAN_CONNECTION: { description: "A connection to the city's wide-area network." },
    COMPUTERS: { description: "Enough working computers for its officials." },
    SCANNERS: { description: "Scanners to digitise dossiers where they are received." },
    VIDEO_CONFERENCE: { description: "A video-conference room that reaches the city." },
    SERVICE_CENTRE_CONNECTION: {
      description:
        "Its service points are connected to the Public Administration Service Centre, as ServicePoint.connected says: " +
        "the procedures sector owns that fact, and here is what it last said.",
    },
    INFORMATION_SECURITY: { description: "The protection that its systems' security level asks for." },
  },
});
