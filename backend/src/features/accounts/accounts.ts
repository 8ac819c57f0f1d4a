import type {
  AccountId,
  CharacterId,
  GrantId,
  Viewer,
} from "../../kernel/index.ts";

/** A character of an account as the pilot and other features see it: without tokens. */
export interface LinkedCharacterView {
  characterId: CharacterId;
  accountId: AccountId;
  grantId: GrantId;
  name: string;
  scopes: string[];
  linkedAt: Date;
  /** When the authorisation ended, null while it lives. */
  expiresAt: Date | null;
  expiredReason: string | null;
}

/** A character that was linked to the account and is no more: unlinked, or sold, as far as EVE tells. */
export interface LostCharacter {
  characterId: CharacterId;
  /** By the pilot's own wish. */
  isUnlinked: boolean;
  lostAt: Date;
  /** One sentence. */
  reason: string;
}

export interface CompletedLogin {
  /** For the browser's HttpOnly cookie; its earlier session is over. */
  sessionToken: string;
  accountId: AccountId;
  characterId: CharacterId;
  isNewAccount: boolean;
  /** Granted beyond what every login asks for: to be asked for first next time, since a login with fewer scopes ends the wider token. */
  widerScopes: string[];
  /** The login came back with fewer scopes than the character had granted: where to send the browser for those, as after `beginLogin`. Declined there too, what needs them stays off. */
  second: { authorizeUrl: string; flow: string } | null;
  /** Where the pilot wanted to go on, as told to `beginLogin`. */
  to: string;
}

export interface WorkingToken {
  token: string;
  characterId: CharacterId;
  /** The grant this token observes for. */
  grantId: GrantId;
  scopes: string[];
}

export interface Accounts {
  /** Nothing is kept here until the callback succeeded: `flow` goes into an HttpOnly cookie for ten minutes. `scopes` are asked for beside the usual ones; those this application does not know are left out. `to`: path of this site to go on at afterwards. UnavailableError when EVE SSO is down. */
  beginLogin(options?: {
    scopes?: readonly string[];
    to?: string;
  }): Promise<{ authorizeUrl: string; flow: string }>;
  /**
   * The browser is back. With a living session the character is added to its account, else its own account is logged in or made.
   * RejectedError LOGIN_CANCELLED, LOGIN_STATE, LOGIN_CODE, LOGIN_TOKEN or LOGIN_SCOPE with a sentence for the pilot, UnavailableError when EVE SSO is down: nothing is stored then.
   */
  completeLogin(input: {
    callbackUrl: URL;
    flow: string | undefined;
    sessionToken: string | undefined;
  }): Promise<CompletedLogin>;
  /** Anonymous for a session that is unknown or over. */
  viewer(sessionToken: string | undefined): Promise<Viewer>;
  /** Whether one of the account's characters, its authorisation alive, runs this site (ADMIN_CHARACTER_IDS). */
  isAdmin(viewer: Viewer): Promise<boolean>;
  endSession(sessionToken: string | undefined): Promise<void>;
  /** In order of linking. */
  linkedCharacters(accountId: AccountId): Promise<LinkedCharacterView[]>;
  /** Unlinked or sold within 30 days, the last one first. */
  lostCharacters(accountId: AccountId): Promise<LostCharacter[]>;
  /** When and why a character's last link ended; null while it is linked, and when it never was. */
  endedLink(characterId: CharacterId): Promise<LostCharacter | null>;
  linkedCharacter(
    characterId: CharacterId,
  ): Promise<LinkedCharacterView | null>;
  /**
   * An access token that works for another minute at least, refreshed when it must be.
   * RejectedError AUTHORISATION_ENDED when EVE SSO no longer accepts the authorisation (the character is marked so), NOT_LINKED when nobody here has the character; UnavailableError when SSO is down.
   */
  accessToken(characterId: CharacterId): Promise<WorkingToken>;
  /** ESI refused this access token: it is forgotten, so that the next call refreshes. */
  refusedToken(characterId: CharacterId, token: string): Promise<void>;
  /** Ends the link and its grant, and revokes the authorisation at EVE SSO. RejectedError NOT_LINKED when the account has no such character. */
  unlink(
    accountId: AccountId,
    characterId: CharacterId,
  ): Promise<{
    /** True while the account has another character; with the last one its sessions end too. */
    accountLeft: boolean;
  }>;
}
