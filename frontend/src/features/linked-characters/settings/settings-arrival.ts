/** What came before this visit, kept with the visit: the page itself is made anew when the session is over. */
export interface SettingsArrival {
  /** Name of the account's last character. */
  lastUnlinked: string;
}
