import type { DossierStatsArguments } from "../dossier/dossier-stats.inputs";
import type { ProcedureFlags } from "./filter-dossiers";
import type { PackedDossiers } from "./pack-dossiers";

/** Every code that dossiers can have when all of them are read. */
export interface Codes {
  organizations: string[];
  units: (string | null)[];
  procedures: string[];
  /** Of each procedure. */
  fields: string[];
}

/** Dossiers with the places of their codes among these, four bytes each. */
export interface PackedWithPlaces extends PackedDossiers {
  organizations: Uint8Array;
  units: Uint8Array;
  procedures: Uint8Array;
}

/** Dossiers that came or went, with their codes. */
export interface PackedChanges extends PackedDossiers {
  organizations: readonly string[];
  units: readonly (string | null)[];
  procedures: readonly string[];
  fields: readonly string[];
  /** 1 or -1: two bytes each. */
  signs: Uint8Array | null;
}

/** What is asked of the dossiers of one moment. */
export interface HeldQuestion {
  args: DossierStatsArguments;
  now: Date;
  flags: ProcedureFlags;
  /** So many of the changes that are held had happened at that moment. */
  basis: number;
  /** And these, which are not held. */
  changes?: PackedChanges;
  /** When it is too late to begin with it, in milliseconds of the Unix time. */
  until: number;
}
