/** Whether a name has letters of several scripts that look alike, such as a Cyrillic "а" among Latin letters. */
export const isMixedScript = (name: string): boolean =>
  /\p{Script=Latin}/u.test(name) &&
  /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(name);
