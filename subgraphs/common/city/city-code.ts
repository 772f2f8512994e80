/** Code of the administrative unit that is the city: a measure on it is of the whole city. */
export const cityCode = "01";
