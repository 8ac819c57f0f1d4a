import { createBrowserRouter, redirect } from "react-router";
import { FailurePage } from "./failure-page.tsx";
import { Layout, PageLoader } from "./layout.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { withId } from "./with-id.tsx";

/** Every address of the site; each page's code is loaded with its first visit. */
export function createRouter() {
  return createBrowserRouter([
    {
      Component: Layout,
      ErrorBoundary: FailurePage,
      HydrateFallback: PageLoader,
      children: [
        {
          index: true,
          lazy: async () => {
            const { HomePage } = await import("./home-page.tsx");
            return { Component: HomePage };
          },
        },
        {
          path: "live",
          lazy: async () => {
            const { LivePage } =
              await import("../features/live-feed/live-page.tsx");
            return { Component: LivePage };
          },
        },
        {
          path: "kill/:id",
          lazy: async () => {
            const { KillmailPage } =
              await import("../features/killmails/detail/killmail-page.tsx");
            return { Component: withId(KillmailPage) };
          },
        },
        {
          path: "settings",
          lazy: async () => {
            const { SettingsPage } =
              await import("../features/linked-characters/settings/settings-page.tsx");
            return { Component: SettingsPage };
          },
        },
        // Where the settings were at first.
        { path: "characters", loader: () => redirect("/settings") },
        {
          path: "character/:id",
          lazy: async () => {
            const { CharacterPage } =
              await import("../features/entities/character-page.tsx");
            return { Component: withId(CharacterPage) };
          },
        },
        {
          path: "corporation/:id",
          lazy: async () => {
            const { CorporationPage } =
              await import("../features/entities/corporation-page.tsx");
            return { Component: withId(CorporationPage) };
          },
        },
        {
          path: "alliance/:id",
          lazy: async () => {
            const { AlliancePage } =
              await import("../features/entities/alliance-page.tsx");
            return { Component: withId(AlliancePage) };
          },
        },
        {
          path: "post",
          lazy: async () => {
            const { PostKillmailPage } =
              await import("../features/post-killmail/post-killmail-page.tsx");
            return { Component: PostKillmailPage };
          },
        },
        {
          path: "fit",
          lazy: async () => {
            const { FitPage } =
              await import("../features/fits/paste/fit-page.tsx");
            return { Component: FitPage };
          },
        },
        {
          path: "completeness",
          lazy: async () => {
            const { CompletenessPage } =
              await import("../features/completeness/completeness-page.tsx");
            return { Component: CompletenessPage };
          },
        },
        {
          path: "workers",
          lazy: async () => {
            const { WorkersPage } =
              await import("../features/operations/workers-page.tsx");
            return { Component: WorkersPage };
          },
        },
        {
          path: "admin",
          lazy: async () => {
            const { AdminPage } =
              await import("../features/operations/admin-page.tsx");
            return { Component: AdminPage };
          },
        },
        { path: "*", Component: NotFoundPage },
      ],
    },
  ]);
}
