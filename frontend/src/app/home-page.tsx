import { MyKillmails } from "../features/killmails/my-killmails.tsx";
import { StartPage } from "../features/accounts/start-page.tsx";
import { useViewer } from "../features/accounts/viewer.ts";
import { PublicKillmails } from "../features/live-feed/public-killmails.tsx";

/** The start page for visitors with everybody's killmails below, the killmails of a pilot who is logged in. */
export function HomePage() {
  const { data } = useViewer();
  if (!data?.me)
    return (
      <>
        <StartPage />
        <PublicKillmails titleOrder={2} />
      </>
    );
  return <MyKillmails characters={data.me.characters} />;
}
