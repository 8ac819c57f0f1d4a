import type { LaterEffect } from "../killmails/index.ts";
import { removeFigures } from "./store.ts";

/** What zKillboard says goes with the mail when its time is over; it was said of the reference, so another body changes nothing, and in public, so it gives nothing away. */
export const figuresEffect: LaterEffect = {
  name: "zkillboard-figures",
  async forget(tx, killmailIds, why) {
    if (why === "expired") await removeFigures(tx, killmailIds);
  },
};
