/**
 * The electronic identifier of an agency of the city by Decision 20/2020/QD-TTg: H26 for the city's People's Committee,
 * and for each level below it a point and a number of two digits or three, e.g. H26.15.
 */
export const identifierForm = /^H26(?:\.\d{2,3}){0,3}$/;

/** Ends the sentence "expected …". */
export const expectedIdentifier = "an electronic identifier of the city, as H26 or H26.15";
