import { registerEnumType } from "type-graphql";

export enum DossierChannel {
  ONLINE = "ONLINE",
  IN_PERSON = "IN_PERSON",
  POSTAL = "POSTAL",
}

registerEnumType(DossierChannel, {
  name: "DossierChannel",
  description: "How a dossier came in.",
  valuesConfig: {
    ONLINE: { description: "Through the portal." },
    IN_PERSON: { description: "At a service point." },
    POSTAL: { description: "By public postal service." },
  },
});

export enum ApplicantKind {
  CITIZEN = "CITIZEN",
  ENTERPRISE = "ENTERPRISE",
  HOUSEHOLD_BUSINESS = "HOUSEHOLD_BUSINESS",
}

registerEnumType(ApplicantKind, {
  name: "ApplicantKind",
  description: "What kind of applicant handed a dossier in. Who it was is not stored here.",
  valuesConfig: {
    CITIZEN: { description: "A natural person." },
    ENTERPRISE: { description: "An enterprise or other organization." },
    HOUSEHOLD_BUSINESS: { description: "A household business (hộ kinh doanh)." },
  },
});

export enum DossierStatus {
  REGISTERED = "REGISTERED",
  ACCEPTED = "ACCEPTED",
  REJECTED = "REJECTED",
  PROCESSING = "PROCESSING",
  SUPPLEMENT_REQUESTED = "SUPPLEMENT_REQUESTED",
  PAYMENT_REQUESTED = "PAYMENT_REQUESTED",
  WITHDRAWN = "WITHDRAWN",
  STOPPED = "STOPPED",
  RESOLVED = "RESOLVED",
  RETURNED = "RETURNED",
}

registerEnumType(DossierStatus, {
  name: "DossierStatus",
  description:
    "How far a dossier is. Pending are all but RESOLVED, RETURNED, REJECTED, WITHDRAWN and STOPPED.",
  valuesConfig: {
    REGISTERED: { description: "Received, not looked at yet. Pending." },
    ACCEPTED: { description: "Found complete. Pending." },
    REJECTED: { description: "Refused at the counter; it has no result." },
    PROCESSING: { description: "Being worked on. Pending." },
    SUPPLEMENT_REQUESTED: { description: "The applicant was asked for more papers. Pending." },
    PAYMENT_REQUESTED: { description: "The applicant was asked to pay. Pending." },
    WITHDRAWN: { description: "Taken back by the applicant; it has no result." },
    STOPPED: { description: "Ended by the authority without a result." },
    RESOLVED: { description: "The result is there." },
    RETURNED: { description: "The result was handed over; counts as resolved." },
  },
});

export enum Timeliness {
  EARLY = "EARLY",
  ON_TIME = "ON_TIME",
  LATE = "LATE",
}

registerEnumType(Timeliness, {
  name: "Timeliness",
  description: "How the day of the result in Hanoi compares with the day it was due.",
  valuesConfig: {
    EARLY: { description: "Resolved before the day it was due." },
    ON_TIME: { description: "Resolved on the day it was due." },
    LATE: { description: "Resolved after the day it was due." },
  },
});

export enum PaymentKind {
  NONE = "NONE",
  ONLINE = "ONLINE",
  OFFLINE = "OFFLINE",
}

registerEnumType(PaymentKind, {
  name: "PaymentKind",
  description: "How the fee of a dossier was paid.",
  valuesConfig: {
    NONE: { description: "Nothing was paid: there is no fee, or not yet." },
    ONLINE: { description: "Paid online." },
    OFFLINE: { description: "Paid at a counter." },
  },
});
