/** What is said to whoever saves a fit. */
export const messages = {
  notYours: "This is none of your linked characters: log in with it first.",
  noSuchKillmail: "This killmail is unknown, or not visible to you.",
  requestId:
    "requestId names this one wish to save: 8 to 64 letters, digits, - or _, made anew for each.",
  isBeingSaved: "This fit is being saved just now. Look again in a moment.",
  mayBeSaved:
    "EVE did not say whether the fit was saved. Look into the game's fitting window before you save it again.",
  refused: (reason: string) =>
    `EVE refused to save the fit: ${reason.replace(/\.$/, "")}. The game keeps 500 fits of a pilot; delete one if yours are full.`,
  away: "EVE can not be reached for this at the moment. Nothing was saved; try again later.",
} as const;
