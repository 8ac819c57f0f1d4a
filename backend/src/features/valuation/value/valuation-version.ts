/** Of the rules of value, labels and points together. Raised when one of them answers otherwise: mails valued by an older one are valued again. */
export const valuationVersion = 1;
