import type { HttpServer } from "./create-http-server.ts";

/** Takes what a form without fields sends. Its routes have to look at the Origin: any page can submit a form to any site. */
export function acceptEmptyForms(server: HttpServer): void {
  server.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { bodyLimit: 1_024 },
    (_request, payload, done) => {
      payload.resume();
      payload.once("end", () => {
        done(null, undefined);
      });
    },
  );
}
