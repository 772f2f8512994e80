import { Entity, PrimaryColumn } from "typeorm";

/** The code of an organization that figures may be of. Tasks owns it. */
@Entity("organization")
export class OrganizationRow {
  @PrimaryColumn("text")
  code!: string;
}
