export type {
  EsiAttacker,
  EsiItem,
  EsiKillmail,
  EsiVictim,
} from "./body/esi-killmail.ts";
export { killmailHash } from "./body/killmail-hash.ts";
export { packBody, unpackBody, type PackedBody } from "./body/pack-body.ts";
export type { Bulk, LoadedPiece } from "./bulk/create-bulk.ts";
export { longestText, type Piece } from "./bulk/piece.ts";
export { createKillmails, type KillmailsDeps } from "./create-killmails.ts";
export {
  killmailPublished,
  killmailStored,
  type KillmailStored,
} from "./events.ts";
export { fetchKillmailTask } from "./fetch-killmail.task.ts";
export { involvements, roleBits } from "./filter/involvements.ts";
export type { KillmailFilter } from "./filter/killmail-filter.ts";
export { matchesFilter } from "./filter/matches-filter.ts";
export { itemFlag, type ItemFlag } from "./items/item-flag.ts";
export { itemGroups, type ItemGroup } from "./items/item-groups.ts";
export {
  itemSections,
  sectionTitles,
  type ItemSection,
} from "./items/item-sections.ts";
export type { Ingested } from "./ingest/ingested.ts";
export type { FreshKillmail, KillmailEffect } from "./killmail-effect.ts";
export { killmailMetrics } from "./killmail-metrics.ts";
export type {
  Audience,
  Body,
  CorporationSettings,
  CursorUpdate,
  IngestInput,
  Killmails,
  LogEntry,
  Membership,
  Page,
  PageKey,
  RecordInput,
  Recorded,
  ReferenceCounts,
  ShownKillmail,
  SourceCursor,
  StoredKillmail,
} from "./killmails.ts";
export {
  type PublicationDelay,
  publicationDelays,
} from "./publication/publication-delay.ts";
export { referenceProblem, type Reference } from "./reference.ts";
export type {
  DerivableKillmail,
  LaterEffect,
  WriteDerived,
} from "./later-effect.ts";
export type { MailPlace } from "./store/derivable-mails.ts";
export { createLedgerChecks } from "./verify/create-ledger-checks.ts";
export { fetchAgain } from "./verify/reference-checks.ts";
export { type LedgerCheck } from "./verify/ledger-check.ts";
export { findUnobserved } from "./store/find-unobserved.ts";
export { findUnpublished } from "./store/find-unpublished.ts";
export { countAwaited } from "./store/ledger.ts";
export { readGaps, type ReferenceGap } from "./store/gaps.ts";
export { readUnfetched } from "./store/unfetched.ts";
export {
  countPublicMails,
  type PublicReference,
  readPublicReferences,
} from "./store/public-days.ts";
export { readStored } from "./store/read-stored.ts";
export { fetchKillmail, type FetchKillmail } from "./tasks.ts";
export { visibilityChannel } from "./visibility-channel.ts";
export type { Visibility } from "./visibility.ts";
