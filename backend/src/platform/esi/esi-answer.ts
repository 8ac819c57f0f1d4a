/** The times ESI gives with an answer. */
export interface EsiFreshness {
  /** Verbatim, to be echoed as `If-None-Match`. */
  readonly etag: string | null;
  /** Before this moment (of our clock) ESI answers from its cache. */
  readonly expiresAt: Date | null;
  /** Verbatim; all pages of one listing share it. */
  readonly lastModified: string | null;
}

export interface EsiContent<Body> extends EsiFreshness {
  readonly status: 200;
  readonly body: Body;
  /** `X-Pages`; 1 when the route has no pages. */
  readonly pages: number;
}

/** Nothing has changed since the answer whose ETag was sent. */
export interface EsiNotModified extends EsiFreshness {
  readonly status: 304;
}

export type EsiAnswer<Body> = EsiContent<Body> | EsiNotModified;
