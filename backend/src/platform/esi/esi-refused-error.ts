import { RejectedError } from "../../kernel/index.ts";

/** ESI refused the request itself (400, 401, 403, 404, 422 ...): the same request will be refused again. */
export class EsiRefusedError extends RejectedError {
  readonly status: number;
  /** ESI's own words. */
  readonly reason: string;
  constructor(route: string, status: number, reason: string) {
    super(`ESI_${status}`, `ESI refused ${route} with ${status}: ${reason}`);
    this.status = status;
    this.reason = reason;
  }
}
