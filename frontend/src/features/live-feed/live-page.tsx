import { Page } from "../../shared/ui/page.tsx";
import { PublicKillmails } from "./public-killmails.tsx";

/** Everybody's killmails as they come in. */
export function LivePage() {
  return (
    <Page title="Live">
      <PublicKillmails titleOrder={1} />
    </Page>
  );
}
