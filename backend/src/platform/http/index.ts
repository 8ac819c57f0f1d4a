export { acceptEmptyForms } from "./accept-empty-forms.ts";
export { clientAddress } from "./client-address.ts";
export {
  createHttpServer,
  type HttpReply,
  type HttpRequest,
  type HttpServer,
} from "./create-http-server.ts";
export { htmlPage } from "./html-page.ts";
export { isFromThisMachine } from "./is-from-this-machine.ts";
export { isSameOrigin } from "./is-same-origin.ts";
export { listen } from "./listen.ts";
export { readCookie } from "./read-cookie.ts";
export { servePage } from "./serve-page.ts";
