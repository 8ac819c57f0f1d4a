import type { Viewer } from "../../kernel/index.ts";
import type { StoredKillmail } from "../killmails/index.ts";
import type { StaticFacts } from "../universe/index.ts";
import type { Fit } from "./fit.ts";
import type { ParsedFits } from "./parsed-fit.ts";
import type { SaveFittingInput, SaveResult } from "./saving/save-fitting.ts";

/** A fit with what is needed to write it. */
export interface ShownFit {
  readonly fit: Fit;
  readonly facts: Pick<StaticFacts, "type">;
  /** In English; "Type 123" for one whose name nobody has told yet. */
  readonly nameOf: (typeId: number) => string;
}

export interface Fits {
  /** The fit the victim was lost with. */
  ofMail(mail: StoredKillmail): Promise<ShownFit>;
  /** Reads what somebody pasted: EFT text, DNA links or the game's XML, names in any of the game's languages. RejectedError, with a sentence, for an empty or a huge text and for an XML that is none of the game's. */
  parse(text: string): Promise<ParsedFits>;
  /** Fits read from a text, ready to be written. */
  show(fits: readonly Fit[]): Promise<ShownFit[]>;
  /**
   * Saves a killmail's fit in the game, among those of one of the viewer's characters. `isLoginNeeded`: nothing was done,
   * the pilot has to allow it at EVE SSO first. RejectedError FORBIDDEN, NOT_FOUND, FITTING_NAME, FITTING_HULL,
   * FITTING_EMPTY, FITTING_REFUSED (by EVE, as when 500 are saved), FITTING_BEING_SAVED or FITTING_UNCERTAIN (EVE gave no
   * answer: it may be saved); UnavailableError when nothing was saved and the same wish can succeed later.
   */
  saveFitting(viewer: Viewer, input: SaveFittingInput): Promise<SaveResult>;
}
