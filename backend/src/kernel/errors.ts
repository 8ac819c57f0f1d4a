/** The message or the user is wrong: trying again can not help. The text says what to change. */
export class RejectedError extends Error {
  override readonly name = "RejectedError";
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The world is wrong (service down, no budget): the same request can succeed later, at `retryAt` when known. */
export class UnavailableError extends Error {
  override readonly name = "UnavailableError";
  readonly retryAt: Date | null;
  /** What of the world is wrong, for whoever explains it to a pilot; null where nobody does. */
  readonly code: string | null;
  constructor(
    message: string,
    options?: ErrorOptions & {
      retryAt?: Date | undefined;
      code?: string | undefined;
    },
  ) {
    super(message, options);
    this.retryAt = options?.retryAt ?? null;
    this.code = options?.code ?? null;
  }
}
