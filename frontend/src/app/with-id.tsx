import type { ComponentType } from "react";
import { useParams } from "react-router";
import { isId } from "../shared/eve/is-id.ts";
import { NotFoundPage } from "./not-found-page.tsx";

/** The page of an address with an id in it: without one in its place there is no page, and nothing to ask the server. */
export function withId(IdPage: ComponentType): ComponentType {
  return function PageWithId() {
    const { id = "" } = useParams();
    return isId(id) ? <IdPage /> : <NotFoundPage />;
  };
}
