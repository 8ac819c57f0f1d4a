import { useQuery } from "@apollo/client/react";
import { useParams } from "react-router";
import { graphql } from "../../graphql/generated/index.ts";
import { EntityPage } from "./entity-page.tsx";

const CORPORATION = graphql(`
  query Corporation($id: ID!) {
    corporation(id: $id) {
      id
      name
      ticker
      isDeleted
      formerNames
      alliance {
        id
        name
        ticker
      }
      pictureUrl: logoUrl(size: 256)
    }
  }
`);

export function CorporationPage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery(CORPORATION, { variables: { id } });
  return (
    <EntityPage
      kind="Corporation"
      id={id}
      entity={data?.corporation}
      error={error}
      reload={() => void refetch().catch(() => undefined)}
    />
  );
}
