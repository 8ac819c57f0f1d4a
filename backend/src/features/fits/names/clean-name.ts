/** A name as the static data write it: single spaces, straight apostrophes (word processors and chats bend them), no invisible characters. */
export const cleanName = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2010-\u2013]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
